package io.thriftboot;

import java.util.Arrays;
import org.apache.thrift.TBase;
import org.apache.thrift.protocol.TProtocol;

/**
 * The libthrift that is on the class path, of which 0.21 and newer ones are supported.
 *
 * @since 0.1
 */
public final class Libthrift {

    private static final boolean COUNTS_DEPTH = Arrays.stream(TProtocol.class.getMethods())
            .anyMatch(method -> method.getName().equals("incrementRecursionDepth"));

    private Libthrift() {}

    /**
     * Its version.
     *
     * @return such as {@code 0.25.0}, {@code unknown} if its jar does not say
     */
    public static String version() {
        Package libthrift = TBase.class.getPackage();
        String version = libthrift.getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /**
     * Whether what it makes of a frame knows the connection that the frame came by, as its non-blocking servers need here.
     *
     * @return {@code true} from 0.23
     */
    public static boolean framesKnowTheirConnection() {
        return COUNTS_DEPTH;
    }
}
