package io.cryptocheckout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** One screen: how long a method, a file and a parameter list may be, and what no source may say. Every exception is listed. */
class SourceTest {

    private static final int LINES_OF_A_FILE = 300;
    private static final int LINES_OF_A_METHOD = 40;
    private static final int PARAMETERS = 5;
    private static final List<String> MODULES = List.of("platform/schema", "platform/devkit", "platform/core", "tenant-admin",
            "platform/server",
            "platform/bench");
    private static final Pattern POSTPONED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    @Test
    void every_method_and_every_file_fits_one_screen() throws IOException {
        List<String> findings = new ArrayList<>();
        List<Path> files = sources("main");
        for (Path file : files) {
            if (Files.readAllLines(file).size() > LINES_OF_A_FILE) {
                findings.add("file over 300 lines " + file.getFileName());
            }
        }
        parse(files).forEach(unit -> new Measure(unit, findings).scan(unit, null));
        assertThat(Exceptions.in("/architecture/source-exceptions.txt").unexcused(new ArrayList<>(new TreeSet<>(findings)))).isEmpty();
    }

    @Test
    void nothing_is_postponed_in_a_comment_and_no_test_is_switched_off() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String kind : List.of("main", "test")) {
            for (Path file : sources(kind)) {
                String text = Files.readString(file);
                if (POSTPONED.matcher(text).find()) {
                    findings.add("postponed work in " + file.getFileName());
                }
                if (kind.equals("test") && Pattern
                        .compile("@(Disabled|Ignore|EnabledIf|DisabledIf|DisabledOn|EnabledOn)\\w*\\b|Assumptions\\.|assumeT" + "rue")
                        .matcher(text).find()) {
                    findings.add("a test that may be skipped in " + file.getFileName());
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path folder : sources("main").stream().map(Path::getParent).distinct().toList()) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info)) {
                findings.add("no package-info in " + folder);
                continue;
            }
            String text = Files.readString(info);
            String comment = text.contains("*/") ? text.substring(0, text.indexOf("*/")) : "";
            if (!text.contains("@NullMarked") || Pattern.compile("\\.(\\s|$)").splitAsStream(comment.strip()).count() < 2) {
                findings.add("not null-marked, or not two sentences: " + info);
            }
        }
        assertThat(findings).isEmpty();
    }

    private static final class Measure extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final List<String> findings;
        private String type = "";
        private Tree.Kind kind = Tree.Kind.CLASS;

        Measure(CompilationUnitTree unit, List<String> findings) {
            this.unit = unit;
            this.findings = findings;
        }

        @Override
        public Void visitClass(ClassTree node, Void nothing) {
            String outer = type;
            Tree.Kind outerKind = kind;
            type = node.getSimpleName().toString();
            kind = node.getKind();
            super.visitClass(node, nothing);
            type = outer;
            kind = outerKind;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void nothing) {
            String name = type + "." + node.getName();
            if (lines(node) > LINES_OF_A_METHOD) {
                findings.add("method over 40 lines " + name);
            }
            // A record's components are its facts; its compact constructor repeats them.
            boolean recordConstructor = kind == Tree.Kind.RECORD && node.getReturnType() == null;
            boolean override = node.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (node.getParameters().size() > PARAMETERS && !recordConstructor && !override) {
                findings.add(
                        "more than 5 parameters " + name + (node.getModifiers().getFlags().contains(Modifier.STATIC) ? " (static)" : ""));
            }
            return super.visitMethod(node, nothing);
        }

        private long lines(MethodTree node) {
            if (node.getBody() == null) {
                return 0;
            }
            var positions = Trees.instance(task).getSourcePositions();
            long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, node.getBody()));
            long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, node.getBody()));
            return end - start + 1;
        }
    }

    private static JavacTask task;

    private static List<CompilationUnitTree> parse(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var fileManager = compiler.getStandardFileManager(null, null, null);
        task = (JavacTask) compiler.getTask(null, fileManager, null, List.of("--release", "25"), null,
                fileManager.getJavaFileObjectsFromPaths(files));
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        return units;
    }

    private static List<Path> sources(String kind) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = root().resolve(module).resolve("src/" + kind + "/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> walk = Files.walk(folder)) {
                    walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    /** The repository's root: the nearest folder upwards that holds the wrapper. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
