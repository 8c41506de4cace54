package dev.vae.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came out of running a table again.
 *
 * @param title of the whole
 * @param schedule what was done, so that it can be judged: data, model, steps, seeds, estimates
 * @param tables ours beside the published figures
 * @param conclusion what it shows
 * @param reached whether it is as it should be
 * @param seconds how long everything took
 */
public record Report(
    String title,
    List<String> schedule,
    List<ReportTable> tables,
    List<String> conclusion,
    boolean reached,
    double seconds) {

  /** Copies. */
  public Report {
    schedule = List.copyOf(schedule);
    tables = List.copyOf(tables);
    conclusion = List.copyOf(conclusion);
  }

  /** Returns it as a Markdown page. */
  public String markdown() {
    String list = schedule.stream().map(s -> "- " + s + "\n").collect(Collectors.joining());
    String parts = tables.stream().map(t -> t.markdown() + "\n").collect(Collectors.joining());
    String time = String.format(Locale.ROOT, "- Time: %.0f seconds in all.\n", seconds);
    return "# "
        + title
        + "\n\n"
        + list
        + time
        + "\n"
        + parts
        + String.join("\n\n", conclusion)
        + "\n";
  }

  /** Returns it as JSON holds it. */
  public Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", title);
    map.put("schedule", schedule);
    Map<String, Object> all = new LinkedHashMap<>();
    tables.forEach(t -> all.put(t.title(), t.maps()));
    map.put("tables", all);
    map.put("conclusion", conclusion);
    map.put("reached", reached);
    map.put("seconds", seconds);
    return map;
  }
}
