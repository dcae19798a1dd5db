package io.thriftboot.spring.server;

import java.time.Duration;

/** How the server stops. */
class ShutdownProperties {

    /** How long the server goes on as before after it was asked to stop, so that load balancers notice; 0s or more. */
    private Duration quietPeriod = Duration.ZERO;

    /** How long calls may then take to finish before their connections are closed; 0s or more. With the quiet period less than spring.lifecycle.timeout-per-shutdown-phase. */
    private Duration gracePeriod = Duration.ofSeconds(20);

    public Duration getQuietPeriod() {
        return quietPeriod;
    }

    public void setQuietPeriod(Duration quietPeriod) {
        this.quietPeriod = quietPeriod;
    }

    public Duration getGracePeriod() {
        return gracePeriod;
    }

    public void setGracePeriod(Duration gracePeriod) {
        this.gracePeriod = gracePeriod;
    }
}
