package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What a script found: a line for each check, in the same order in every language.
 *
 * @param lines what it printed: {@code ok <check>}, or {@code inapplicable <check>: <reason>} for what a library cannot do
 */
record Report(List<String> lines) {

    private static final String OK = "ok ";
    private static final String INAPPLICABLE = "inapplicable ";

    /** Asserts that each check was made and good, but for those the library cannot do, which are printed. */
    void assertGood(List<String> checks, List<String> inapplicable) {
        lines.stream().filter(line -> line.startsWith(INAPPLICABLE)).forEach(System.out::println);
        assertThat(lines)
                .filteredOn(line -> !line.startsWith(OK) && !line.startsWith(INAPPLICABLE))
                .isEmpty();
        assertThat(lines).extracting(Report::check).containsExactlyElementsOf(checks);
        assertThat(lines)
                .filteredOn(line -> line.startsWith(INAPPLICABLE))
                .extracting(Report::check)
                .containsExactlyElementsOf(inapplicable);
    }

    private static String check(String line) {
        return line.startsWith(OK)
                ? line.substring(OK.length())
                : line.substring(INAPPLICABLE.length()).split(":")[0];
    }
}
