package io.thriftboot.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of IDL files, as {@code thrift-maven-plugin} and {@code thrift --gen json} write it: comments, defaults,
 * and the order of methods, which generated code does not have.
 *
 * @since 0.1
 */
public final class IdlDocs {

    /** The folders of resources that are looked through; the second one is Armeria's. */
    static final List<String> FOLDERS = List.of("META-INF/thrift", "META-INF/armeria/thrift");

    private static final int DEPTH = 200;

    private final List<Map<?, ?>> programs = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** No documentation. */
    public IdlDocs() {}

    /**
     * Reads what lies on a class path, in folders and jars.
     *
     * @param loader finds {@code META-INF/thrift}
     * @return the documentation; what cannot be read is in {@link #warnings()}
     */
    public static IdlDocs onClassPath(ClassLoader loader) {
        IdlDocs docs = new IdlDocs();
        for (String folder : FOLDERS) {
            try {
                for (URL url : Collections.list(loader.getResources(folder))) {
                    docs.addFolder(url, folder);
                }
            } catch (IOException ex) {
                docs.warnings.add(folder + ": cannot be read: " + ex.getMessage());
            }
        }
        return docs;
    }

    private void addFolder(URL url, String folder) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            addJar(jar, folder + '/');
        } else {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(pathOf(url), "*.json")) {
                Map<String, String> sorted = new TreeMap<>();
                for (Path file : files) {
                    sorted.put(file.toString(), Files.readString(file));
                }
                sorted.forEach(this::add);
            }
        }
    }

    /** In a folder, or where else the JDK has a file system: native images have their resources in one. */
    private static Path pathOf(URL url) throws IOException {
        try {
            return pathOf(url.toURI());
        } catch (URISyntaxException | FileSystemNotFoundException | ProviderNotFoundException ex) {
            throw new IOException(url + ": no path (expected: in a jar, or in a file system of the JDK)", ex);
        }
    }

    private static Path pathOf(URI uri) throws IOException {
        try {
            return Path.of(uri);
        } catch (FileSystemNotFoundException ex) {
            return FileSystems.newFileSystem(uri, Map.of()).provider().getPath(uri);
        }
    }

    private void addJar(JarURLConnection connection, String prefix) throws IOException {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(prefix) && entry.getName().endsWith(".json")) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        add(entry.getName(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    /**
     * Adds the documentation of one IDL file.
     *
     * @param source names it in warnings
     * @param json its documentation; what is none becomes one of the {@link #warnings()}
     */
    public void add(String source, String json) {
        try {
            if (Json.parse(json, DEPTH) instanceof Map<?, ?> program && program.get("name") instanceof String) {
                programs.add(program);
            } else {
                warnings.add(source + ": not the documentation of an IDL file");
            }
        } catch (BadJsonException ex) {
            warnings.add(source + ": " + ex.getMessage());
        }
    }

    /**
     * What could not be read.
     *
     * @return a sentence each, for people
     */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<Map<?, ?>> programs() {
        return programs;
    }

    /** Definitions of a kind ({@code structs}, {@code enums}, {@code services}), by the names of their generated classes. */
    Map<String, Map<?, ?>> byClass(String kind) {
        Map<String, Map<?, ?>> found = new LinkedHashMap<>();
        for (Map<?, ?> program : programs) {
            Object namespace = program.get("namespaces") instanceof Map<?, ?> all
                    ? all.containsKey("java") ? all.get("java") : all.get("*")
                    : null;
            String prefix = namespace == null ? "" : namespace + ".";
            objects(program, kind).forEach(object -> found.put(prefix + object.get("name"), object));
        }
        return found;
    }

    static List<Map<?, ?>> objects(Map<?, ?> object, String name) {
        List<Map<?, ?>> result = new ArrayList<>();
        if (object.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> map) {
                    result.add(map);
                }
            }
        }
        return result;
    }

    static @Nullable String doc(@Nullable Map<?, ?> object) {
        return object != null && object.get("doc") instanceof String doc && !doc.isBlank() ? doc.strip() : null;
    }

    static @Nullable String defaultValue(@Nullable Map<?, ?> field) {
        return field != null && field.containsKey("default") ? Json.text(field.get("default")) : null;
    }
}
