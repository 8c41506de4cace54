package dev.vae.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is found while rules are checked one after the other. */
public final class Findings {
  private final Set<Rule> excepted;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();

  private final ContractProgress progress;

  Findings(Set<Rule> excepted, ContractProgress progress) {
    this.excepted = excepted;
    this.progress = progress;
  }

  /** Something is not as promised. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String found) {
      super(found, null, false, false);
    }
  }

  /** Says that a rule is broken, and by what, unless something holds. */
  public static void require(boolean holds, String found) {
    if (!holds) {
      throw new Broken(found);
    }
  }

  /**
   * Runs the check of one rule, which calls {@link #require}; any exception breaks the rule. Tells
   * whether the rule holds.
   */
  public boolean check(Rule rule, Runnable check) {
    if (excepted.contains(rule)) {
      return true;
    }
    progress.at(rule);
    try {
      check.run();
      return true;
    } catch (Broken e) {
      violations.add(new Violation(rule, String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError | AssertionError e) {
      violations.add(new Violation(rule, e + place(e)));
      thrown.add(e);
    }
    return false;
  }

  /** The line of the plugin where it happened, if the plugin was called at all. */
  private static String place(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      String type = frame.getClassName();
      if (type.equals(Findings.class.getName())) {
        break;
      }
      if (!type.startsWith("dev.vae.core.") && !type.startsWith("java.")) {
        return ", at " + frame;
      }
    }
    return "";
  }

  /** What plugins threw, to be looked at in whole. */
  List<Throwable> thrown() {
    return thrown;
  }

  List<Violation> violations() {
    return violations;
  }
}
