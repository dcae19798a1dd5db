package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.AnnotationTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Annotations by name. */
final class Annotations {

    private Annotations() {}

    static SortedMap<String, List<String>> of(List<AnnotationTree> trees) {
        SortedMap<String, List<String>> annotations = new TreeMap<>();
        for (AnnotationTree tree : trees) {
            annotations
                    .computeIfAbsent(tree.name().text(), name -> new ArrayList<>())
                    .add(tree.value());
        }
        return Collections.unmodifiableSortedMap(annotations);
    }
}
