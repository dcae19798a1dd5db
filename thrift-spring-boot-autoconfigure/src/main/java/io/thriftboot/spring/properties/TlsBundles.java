package io.thriftboot.spring.properties;

import io.thriftboot.transport.TlsOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** What servers and clients take of Spring Boot's SSL bundles. A bundle that is reloaded serves the next connections. */
public final class TlsBundles {

    private static final Logger logger = LoggerFactory.getLogger(TlsBundles.class);

    private final Supplier<@Nullable SslBundles> bundles;
    private final Map<String, TlsOptions> options = new ConcurrentHashMap<>();

    /**
     * Takes nothing yet.
     *
     * @param bundles asked when something is to be encrypted; gives {@code null} where there are none
     */
    public TlsBundles(Supplier<@Nullable SslBundles> bundles) {
        this.bundles = bundles;
    }

    /**
     * The options that a bundle stands for.
     *
     * @param name the bundle's, {@code null} if no property names one
     * @return its keys, trusted certificates, protocols and ciphers
     * @throws IllegalArgumentException if there is no name, or are no bundles
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if there is no bundle of this name
     */
    public TlsOptions of(@Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("ssl.bundle: nothing (expected: a bundle of spring.ssl.bundle)");
        }
        return options.computeIfAbsent(name, this::read);
    }

    private TlsOptions read(String name) {
        SslBundles all = bundles.get();
        if (all == null) {
            throw new IllegalArgumentException("ssl.bundle: " + name
                    + " (expected: a bean of SslBundles, which Spring Boot's SslAutoConfiguration makes)");
        }
        SslBundle bundle = all.getBundle(name);
        Present present = new Present(name, bundle.createSslContext());
        all.addBundleUpdateHandler(name, present::replace);
        TlsOptions unrestricted = TlsOptions.of(present);
        return new TlsOptions(
                present,
                list(bundle.getOptions().getEnabledProtocols()),
                list(bundle.getOptions().getCiphers()),
                unrestricted.clientAuth(),
                unrestricted.plainText(),
                unrestricted.handshakeTimeout());
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }

    /** What the next connection gets. */
    private static final class Present implements Supplier<SSLContext> {

        private final String name;
        private volatile SSLContext context;

        Present(String name, SSLContext context) {
            this.name = name;
            this.context = context;
        }

        @Override
        public SSLContext get() {
            return context;
        }

        /** Keys that cannot be read leave those that there are. */
        void replace(SslBundle bundle) {
            try {
                context = bundle.createSslContext();
                logger.info("SSL bundle {} was reloaded: new Thrift connections use it", name);
            } catch (RuntimeException ex) {
                logger.error(
                        "SSL bundle {} cannot be reloaded: Thrift connections go on with the one before", name, ex);
            }
        }
    }
}
