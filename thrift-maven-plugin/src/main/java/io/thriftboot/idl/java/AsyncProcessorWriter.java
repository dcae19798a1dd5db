package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the processor that calls an {@code AsyncIface}. */
final class AsyncProcessorWriter {

    private static final String PROCESSOR = """
            public static class AsyncProcessor<I extends AsyncIface> extends ${parent}<I> {
              private static final org.slf4j.Logger _LOGGER = org.slf4j.LoggerFactory.getLogger(AsyncProcessor.class.getName());
              public AsyncProcessor(I iface) {
                super(iface, getProcessMap(new java.util.HashMap<${entry}>()));
              }

              protected AsyncProcessor(I iface, java.util.Map<${entry}> processMap) {
                super(iface, getProcessMap(processMap));
              }

              private static <I extends AsyncIface> java.util.Map<${entry}> getProcessMap(java.util.Map<${entry}> processMap) {
                ${puts}
                return processMap;
              }

              ${functions}
            }

            """;
    private static final String ENTRY =
            "java.lang.String, org.apache.thrift.AsyncProcessFunction<I, ? extends org.apache.thrift.TBase, ?, ? extends org.apache.thrift.TBase>";
    private static final String FUNCTION = """
            public static class ${Class}<I extends AsyncIface> extends org.apache.thrift.AsyncProcessFunction<I, ${args}, ${boxed}, ${result}> {
              public ${Class}() {
                super("${name}");
              }

              @Override
              public ${result} getEmptyResultInstance() {
                return ${empty};
              }

              @Override
              public ${args} getEmptyArgsInstance() {
                return new ${args}();
              }

              @Override
              public org.apache.thrift.async.AsyncMethodCallback<${boxed}> getResultHandler(final org.apache.thrift.server.AbstractNonblockingServer.AsyncFrameBuffer fb, final int seqid) {
                final org.apache.thrift.AsyncProcessFunction fcall = this;
                return new org.apache.thrift.async.AsyncMethodCallback<${boxed}>() {
                  @Override
                  public void onComplete(${boxed} o) {
                    ${complete}
                  }
                  @Override
                  public void onError(java.lang.Exception e) {
                    ${error}
                  }
                };
              }

              @Override
              public boolean isOneway() {
                return ${oneway};
              }

              @Override
              public void start(I iface, ${args} args, org.apache.thrift.async.AsyncMethodCallback<${boxed}> resultHandler) throws org.apache.thrift.TException {
                iface.${method}(${arguments}resultHandler);
              }
            }

            """;
    private static final String COMPLETE = """
            ${result} result = new ${result}();
            ${success}
            try {
              fcall.sendResponse(fb, result, org.apache.thrift.protocol.TMessageType.REPLY,seqid);
            } catch (org.apache.thrift.transport.TTransportException e) {
              _LOGGER.error("${name}: the result cannot be written", e);
              fb.close();
            } catch (java.lang.Exception e) {
              _LOGGER.error("${name}: the result cannot be written", e);
              onError(e);
            }
            """;
    private static final String ONEWAY_ERROR = """
            if (e instanceof org.apache.thrift.transport.TTransportException) {
              _LOGGER.error("${name}: transport failed", e);
              fb.close();
            } else {
              _LOGGER.error("${name}: handler failed", e);
            }
            """;
    private static final String ERROR = """
            byte msgType = org.apache.thrift.protocol.TMessageType.REPLY;
            org.apache.thrift.TSerializable msg;
            ${result} result = new ${result}();
            ${declared}if (e instanceof org.apache.thrift.transport.TTransportException) {
              _LOGGER.error("${name}: transport failed", e);
              fb.close();
              return;
            } else if (e instanceof org.apache.thrift.TApplicationException) {
              _LOGGER.error("${name}: handler failed", e);
              msgType = org.apache.thrift.protocol.TMessageType.EXCEPTION;
              msg = (org.apache.thrift.TApplicationException)e;
            } else {
              _LOGGER.error("${name}: handler failed", e);
              msgType = org.apache.thrift.protocol.TMessageType.EXCEPTION;
              msg = new org.apache.thrift.TApplicationException(org.apache.thrift.TApplicationException.INTERNAL_ERROR, e.getMessage());
            }
            try {
              fcall.sendResponse(fb,msg,msgType,seqid);
            } catch (java.lang.Exception ex) {
              _LOGGER.error("${name}: the error cannot be written", ex);
              fb.close();
            }
            """;
    private static final String DECLARED = """
            if (e instanceof ${type}) {
              result.${var} = (${type}) e;
              result.${setIsSet}(true);
              msg = result;
            } else""";

    private final Context context;

    AsyncProcessorWriter(Context context) {
        this.context = context;
    }

    String write(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(PROCESSOR)
                .with(
                        "parent",
                        parent == null
                                ? "org.apache.thrift.TBaseAsyncProcessor"
                                : context.types().service(parent) + ".AsyncProcessor")
                .with("entry", ENTRY)
                .with("puts", ProcessorWriter.puts(functions))
                .with(
                        "functions",
                        functions.stream().map(AsyncProcessorWriter::function).collect(Collectors.joining()))
                .render();
    }

    private static String function(JavaFunction function) {
        boolean oneway = function.function().oneway();
        String arguments = function.parameters().stream()
                .map(parameter -> "args." + parameter.variable() + ", ")
                .collect(Collectors.joining());
        return function.template(FUNCTION)
                .with("empty", oneway ? "null" : "new " + function.function().name() + "_result()")
                .with("complete", oneway ? "" : complete(function))
                .with("error", oneway ? function.template(ONEWAY_ERROR).render() : error(function))
                .with("arguments", arguments)
                .render();
    }

    private static String complete(JavaFunction function) {
        JavaField success = function.success();
        String mark = success.nullable() ? "" : "result." + success.setIsSet() + "(true);\n";
        return function.template(COMPLETE)
                .with("success", function.function().isVoid() ? "" : "result.success = o;\n" + mark)
                .render();
    }

    private static String error(JavaFunction function) {
        String declared = function.exceptions().stream()
                .map(exception -> exception.template(DECLARED).render().stripTrailing() + " ")
                .collect(Collectors.joining());
        return function.template(ERROR.replace("${declared}", declared)).render();
    }
}
