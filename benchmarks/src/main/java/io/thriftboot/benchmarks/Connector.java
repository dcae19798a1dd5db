package io.thriftboot.benchmarks;

/** A kind of client, connected to one server. */
interface Connector extends AutoCloseable {

    /** One call and its reply, made by one caller after the other. */
    interface Call {

        void make() throws Exception;
    }

    /**
     * What one caller calls.
     *
     * @param message the call
     * @return for one thread
     */
    Call caller(Message message) throws Exception;

    @Override
    void close();
}
