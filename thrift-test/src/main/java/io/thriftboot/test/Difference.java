package io.thriftboot.test;

/**
 * Where two structs differ.
 *
 * @param path names of fields, indexes and keys, as in {@code orders[2].prices["EUR"]}
 * @param what how they differ there
 */
record Difference(String path, String what) {

    @Override
    public String toString() {
        return path + ": " + what;
    }
}
