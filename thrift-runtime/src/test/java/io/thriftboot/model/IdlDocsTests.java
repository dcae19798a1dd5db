package io.thriftboot.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the documentation of IDL files is found. */
class IdlDocsTests {

    @TempDir
    private Path folder;

    @Test
    void whenItIsInAFolderItIsRead() throws IOException {
        Files.writeString(folder.resolve("one.json"), "{\"name\":\"one\"}");
        Files.writeString(folder.resolve("two.json"), "{");
        IdlDocs docs = IdlDocs.onClassPath(new OneFolder(folder.toUri().toURL()));
        assertThat(docs.programs()).hasSize(1);
        assertThat(docs.warnings()).singleElement().asString().contains("two.json");
    }

    /** As in a native image, whose resources are in a file system that is not the default one. */
    @Test
    void whenTheJdkHasAFileSystemForItItIsRead() throws MalformedURLException {
        URL lang = URI.create("jrt:/java.base/java/lang").toURL();
        IdlDocs docs = IdlDocs.onClassPath(new OneFolder(lang));
        assertThat(docs.warnings()).isEmpty();
        assertThat(docs.programs()).isEmpty();
    }

    @Test
    void whenNothingCanReadItThatIsAWarning() throws MalformedURLException {
        IdlDocs docs = IdlDocs.onClassPath(new OneFolder(new URL(null, "elsewhere:/META-INF/thrift", new NoHandler())));
        assertThat(docs.warnings())
                .singleElement()
                .asString()
                .contains("elsewhere:/META-INF/thrift: no path (expected: in a jar, or in a file system of the JDK)");
    }

    /** Has one folder, for the first of the names that are looked for. */
    private static final class OneFolder extends ClassLoader {

        private final URL url;

        OneFolder(URL url) {
            super(null);
            this.url = url;
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.enumeration(name.equals(IdlDocs.FOLDERS.get(0)) ? List.of(url) : List.of());
        }
    }

    private static final class NoHandler extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}
            };
        }
    }
}
