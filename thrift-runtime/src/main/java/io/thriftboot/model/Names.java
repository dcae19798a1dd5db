package io.thriftboot.model;

import java.util.HashMap;
import java.util.Map;

/** Short names for types, and whole ones where two types would have the same. */
final class Names {

    private final Map<String, String> ownerOfShort = new HashMap<>();

    /** The short name, if it is free or the type's own. */
    String of(String shortName, String wholeName) {
        String owner = ownerOfShort.putIfAbsent(shortName, wholeName);
        return owner == null || owner.equals(wholeName) ? shortName : wholeName;
    }
}
