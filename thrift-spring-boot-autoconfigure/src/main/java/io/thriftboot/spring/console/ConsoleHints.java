package io.thriftboot.spring.console;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Takes the files of the page into native images. */
final class ConsoleHints implements RuntimeHintsRegistrar {

    ConsoleHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        ConsoleAssets.names().forEach(name -> hints.resources().registerResource(ConsoleAssets.get(name)));
    }
}
