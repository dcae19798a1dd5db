package io.thriftboot.spring.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/** The files of the page: a list, so that no name leads elsewhere. */
final class ConsoleAssets {

    static final MimeType HTML = MimeType.valueOf("text/html;charset=UTF-8");

    private static final String PAGE = "console.html";
    private static final MimeType SCRIPT = MimeType.valueOf("text/javascript;charset=UTF-8");
    private static final MimeType STYLE = MimeType.valueOf("text/css;charset=UTF-8");
    private static final Map<String, MimeType> TYPES = Map.ofEntries(
            Map.entry("console.css", STYLE),
            Map.entry("app.js", SCRIPT),
            Map.entry("call.js", SCRIPT),
            Map.entry("calls.js", SCRIPT),
            Map.entry("codemirror.js", SCRIPT),
            Map.entry("docs.js", SCRIPT),
            Map.entry("dom.js", SCRIPT),
            Map.entry("editor.js", SCRIPT),
            Map.entry("form.js", SCRIPT),
            Map.entry("history.js", SCRIPT),
            Map.entry("model.js", SCRIPT),
            Map.entry("text.js", SCRIPT));

    private ConsoleAssets() {}

    static @Nullable MimeType typeOf(String name) {
        return TYPES.get(name);
    }

    static Resource get(String name) {
        return new ClassPathResource(name, ConsoleAssets.class);
    }

    /** All files. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(TYPES.keySet());
        names.add(PAGE);
        return names;
    }

    /**
     * The page.
     *
     * @param base the last part of the endpoint's path, which the page's links begin with
     */
    static Resource page(String base) {
        try (InputStream page = get(PAGE).getInputStream()) {
            String text = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return new ByteArrayResource(text.replace("@base@", base).getBytes(StandardCharsets.UTF_8));
        } catch (IOException ex) {
            throw new UncheckedIOException(PAGE + ": cannot be read", ex);
        }
    }
}
