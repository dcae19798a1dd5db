package io.thriftboot.spring.server;

/** A line for each call. */
class AccessLogProperties {

    /** Whether the logger io.thriftboot.access writes a line for each call at level INFO, and its arguments and result at TRACE. */
    private boolean enabled = false;

    /** How many characters of arguments and of result are logged at level TRACE, 0 or more. */
    private int maxLength = 2000;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public int getMaxLength() {
        return maxLength;
    }

    public void setMaxLength(int maxLength) {
        this.maxLength = maxLength;
    }
}
