package io.thriftboot.monitoring;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dashboard of Grafana's.
 *
 * @param name of its file
 * @param json its content
 */
record Dashboard(String name, String json) {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)}}");

    static Dashboard read(Path file) {
        try {
            return new Dashboard(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Of all panels; rows have none. */
    Stream<Query> queries() {
        List<Map<String, Object>> panels = JsonPath.read(json, "$.panels[?(@.type != 'row')]");
        return panels.stream().flatMap(panel -> {
            List<Map<String, String>> targets = JsonPath.read(panel, "$.targets");
            return targets.stream().map(target -> new Query(this, String.valueOf(panel.get("title")), target));
        });
    }

    /** What its users choose from, each within what they have chosen before. */
    List<Variable> variables() {
        List<Map<String, Object>> variables = JsonPath.read(json, "$.templating.list[?(@.type == 'query')]");
        return variables.stream().map(Variable::of).toList();
    }

    /**
     * A query of a panel.
     *
     * @param panel its title
     * @param target its expression and its legend
     */
    record Query(Dashboard dashboard, String panel, Map<String, String> target) {

        String expression() {
            return String.valueOf(target.get("expr"));
        }

        /** The labels that its legend shows. */
        Set<String> labels() {
            Set<String> labels = new TreeSet<>();
            SHOWN.matcher(String.valueOf(target.get("legendFormat")))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
            return labels;
        }

        @Override
        public String toString() {
            return dashboard.name() + " / " + panel + " / " + target.get("refId");
        }
    }

    /**
     * A variable of queries.
     *
     * @param name without the dollar sign
     * @param selector the series that have the label
     * @param label whose values may be chosen
     * @param all what stands for all of them
     */
    record Variable(String name, String selector, String label, String all) {

        static Variable of(Map<String, Object> json) {
            Matcher query = LABEL_VALUES.matcher(String.valueOf(json.get("query")));
            if (!query.matches()) {
                throw new IllegalStateException("query: " + json.get("query") + " (expected: label_values)");
            }
            return new Variable(
                    String.valueOf(json.get("name")),
                    query.group(1),
                    query.group(2),
                    String.valueOf(json.get("allValue")));
        }
    }
}
