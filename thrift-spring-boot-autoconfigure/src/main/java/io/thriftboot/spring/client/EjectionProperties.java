package io.thriftboot.spring.client;

import io.thriftboot.client.EjectionOptions;
import java.time.Duration;

/** When an endpoint gets no calls for a while because those that it got failed. */
class EjectionProperties {

    /** After how many failures without a success in between an endpoint gets no calls for a while, 0 or more; 0 never. */
    private int consecutiveFailures = 5;

    /** How long the first time, more than 0s; twice as long each further time. */
    private Duration time = Duration.ofSeconds(5);

    /** Longest time, at least ejection.time. */
    private Duration maxTime = Duration.ofMinutes(5);

    /** Which share of the endpoints is left out at most, more than 0 up to 1. Of two or more it may always be one, and never all. */
    private double maxShare = 0.5;

    /** How long an endpoint that is back gets fewer calls than others, 0s or more. */
    private Duration slowStart = Duration.ofSeconds(10);

    public int getConsecutiveFailures() {
        return consecutiveFailures;
    }

    public void setConsecutiveFailures(int consecutiveFailures) {
        this.consecutiveFailures = consecutiveFailures;
    }

    public Duration getTime() {
        return time;
    }

    public void setTime(Duration time) {
        this.time = time;
    }

    public Duration getMaxTime() {
        return maxTime;
    }

    public void setMaxTime(Duration maxTime) {
        this.maxTime = maxTime;
    }

    public double getMaxShare() {
        return maxShare;
    }

    public void setMaxShare(double maxShare) {
        this.maxShare = maxShare;
    }

    public Duration getSlowStart() {
        return slowStart;
    }

    public void setSlowStart(Duration slowStart) {
        this.slowStart = slowStart;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    EjectionOptions toOptions() {
        return new EjectionOptions(consecutiveFailures, time, maxTime, maxShare, slowStart);
    }
}
