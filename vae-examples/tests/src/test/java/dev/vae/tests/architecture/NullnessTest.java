package dev.vae.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import dev.vae.tests.Modules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What may be null says so. Every exported package is {@link NullMarked}; methods of its public
 * types that return a plain null are annotated {@link Nullable}. {@code mvn test-compile
 * -Pnullness} looks closer.
 */
class NullnessTest {
  private static final ClassLoader LOADER = NullnessTest.class.getClassLoader();
  private int methods;
  private int annotated;

  @Test
  void exportedPackagesAreMarked() throws Exception {
    List<String> unmarked = new ArrayList<>();
    for (String module : Modules.NAMES) {
      for (String name : exported(module)) {
        Class<?> page = Class.forName(name + ".package-info", false, LOADER);
        if (!page.isAnnotationPresent(NullMarked.class)) {
          unmarked.add(name);
        }
      }
    }
    assertEquals(List.of(), unmarked);
  }

  @Test
  void methodsThatReturnNullAreAnnotated() throws Exception {
    List<String> bare = new ArrayList<>();
    for (String module : Modules.NAMES) {
      for (String name : exported(module)) {
        Path folder = Modules.classes(module).resolve(name.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
            String simple = file.getFileName().toString().replace(".class", "");
            if (!simple.endsWith("-info")) {
              look(Class.forName(name + "." + simple, false, LOADER), file, bare);
            }
          }
        }
      }
    }
    assertEquals(List.of(), bare);
    assertTrue(methods > 1000, methods + " methods were looked at");
    assertTrue(annotated >= 2, annotated + " of them return null and say so");
  }

  private void look(Class<?> type, Path file, List<String> bare) throws IOException {
    if (!Modifier.isPublic(type.getModifiers()) && !type.isSealed()) { // a hidden parent's are seen
      return;
    }
    Set<String> nulls = returningNull(file);
    for (Method method : type.getDeclaredMethods()) {
      boolean seen = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
      methods += seen ? 1 : 0;
      if (seen && nulls.contains(method.getName() + Type.getMethodDescriptor(method))) {
        if (method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)) {
          annotated++;
        } else {
          bare.add(method.toString());
        }
      }
    }
  }

  /** Methods, name and descriptor, in which a null is returned as soon as it is loaded. */
  private static Set<String> returningNull(Path file) throws IOException {
    Set<String> found = new HashSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      new ClassReader(in)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String generic, String[] thrown) {
                  return new NullReturns(() -> found.add(name + descriptor));
                }
              },
              ClassReader.SKIP_DEBUG);
    }
    return found;
  }

  private static Set<String> exported(String module) {
    ModuleDescriptor descriptor =
        ModuleFinder.of(Modules.classes(module)).findAll().iterator().next().descriptor();
    Set<String> names = new HashSet<>();
    for (ModuleDescriptor.Exports export : descriptor.exports()) {
      if (!export.isQualified()) {
        names.add(export.source());
      }
    }
    return names;
  }

  /**
   * Watches one method. A null that is loaded and at once returned counts, and so does one that is
   * loaded before the branches of {@code ? :} meet.
   */
  private static final class NullReturns extends MethodVisitor {
    private final Runnable found;
    private final Set<Label> meeting = new HashSet<>();
    private boolean loaded;

    NullReturns(Runnable found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN && loaded) {
        found.run();
      }
      loaded = opcode == Opcodes.ACONST_NULL;
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (opcode == Opcodes.GOTO && loaded) {
        meeting.add(target);
      }
      loaded = false;
    }

    @Override
    public void visitLabel(Label label) {
      loaded |= meeting.contains(label);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      loaded = false;
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
      loaded = false;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      loaded = false;
    }
  }
}
