package io.cryptocheckout.platform.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Dockerfile as the stages it describes, read the way an engine reads it, for the instructions that ours uses. */
record Dockerfile(List<Stage> stages) {

    /**
     * One stage.
     *
     * @param name
     *            what {@code AS} called it
     */
    record Stage(String name, List<Instruction> instructions) {}

    /** One instruction: its word in capitals and what follows it. */
    record Instruction(String word, String rest) {}

    static Dockerfile read(Path file) throws IOException {
        List<Stage> stages = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String word = line.substring(0, line.indexOf(' '));
            String rest = line.substring(word.length() + 1).strip();
            if (word.equals("FROM")) {
                stages.add(new Stage(rest.substring(rest.indexOf(" AS ") + 4), new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(new Instruction(word, rest));
            }
        }
        return new Dockerfile(stages);
    }

    String last(String word) {
        return stages.getLast().instructions().stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::rest)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("The last stage has no " + word));
    }
}
