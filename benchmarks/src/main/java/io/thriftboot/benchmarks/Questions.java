package io.thriftboot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a server's process answers on its standard output: {@code allocated} and {@code memory}. */
final class Questions {

    private Questions() {}

    /** Answers, and ends the process with its standard input: pools of servers have threads that are not daemons. */
    static void answerUntilStandardInputEnds() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(answer(question));
        }
        System.exit(0);
    }

    private static String answer(String question) {
        return switch (question) {
            case "allocated" -> "allocated=" + Memory.allocated();
            case "memory" -> "heap=" + Memory.heap() + " direct=" + Memory.direct();
            default -> throw new IllegalArgumentException(question + " (expected: allocated or memory)");
        };
    }
}
