package io.thriftboot;

import io.thriftboot.testapi.EchoService;
import java.util.Map;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TBaseProcessor;
import org.apache.thrift.TException;

/** What the Thrift compiler makes of {@code service CamelService { string get_it(1: string text) }} with {@code fullcamel}. */
final class CamelService {

    private CamelService() {}

    /** The generated interface. */
    public interface Iface {

        String getIt(String text) throws TException;
    }

    /** The generated processor. */
    public static class Processor<I extends Iface> extends TBaseProcessor<I> {

        public Processor(I iface) {
            super(iface, new java.util.HashMap<>(Map.of("get_it", new GetIt<I>())));
        }
    }

    private static final class GetIt<I extends Iface>
            extends ProcessFunction<I, EchoService.echo_args, EchoService.echo_result> {

        GetIt() {
            super("get_it");
        }

        @Override
        public boolean isOneway() {
            return false;
        }

        @Override
        public EchoService.echo_result getResult(I iface, EchoService.echo_args args) throws TException {
            return new EchoService.echo_result(iface.getIt(args.getText()));
        }

        @Override
        public EchoService.echo_args getEmptyArgsInstance() {
            return new EchoService.echo_args();
        }

        @Override
        public EchoService.echo_result getEmptyResultInstance() {
            return new EchoService.echo_result();
        }
    }
}
