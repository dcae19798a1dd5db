package io.thriftboot.spring.server;

/** Ids that name calls in logs, in errors and to other servers. */
class TransactionIdProperties {

    /** Whether each call has a transaction id: in the MDC as transactionId, in errors, in the header of the reply, and with the calls that are made while it is handled. It is the request's, else that of its trace, else a new one. */
    private boolean enabled = false;

    /** Name of the header that has the transaction id, found in any case. Without it, an argument that the IDL annotates (transaction_id) has it. */
    private String header = "transaction-id";

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getHeader() {
        return header;
    }

    public void setHeader(String header) {
        this.header = header;
    }
}
