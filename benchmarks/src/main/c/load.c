/*
 * The load: calls a server over many connections and measures. One thread, epoll; each reply is compared with the one that is
 * expected, byte by byte and in order, so that a server gains nothing by leaving work out.
 *
 * Closed loop: every connection always has as many calls in flight as are set. Open loop (--rate): calls are due at fixed times,
 * whatever the server does, and latencies count from when a call was due, so that waiting is not left out.
 *
 * Prints one line, in which calls are those measured and total is all: calls=<n> total=<n> seconds=<s> rate=<calls/s> cpu=<share of a core> p50=<µs> p90= p99= p999= max= mean=
 *
 * With --refusals a server may answer a call with an exception. Such calls are counted apart: refused=<calls/s> refused50=<µs> refused99=, and
 * the other values are of the rest.
 */
#include "common.h"

/* Latencies in ns: 64 steps to each power of two, so values are exact to 1.6 %. */
#define STEPS 64
#define BUCKETS (STEPS * 40)

typedef struct {
    int fd;
    uint32_t seqid; /* of the first call */
    uint64_t sent;
    uint64_t received;
    uint64_t due; /* open loop: calls whose time has come; they are sent as soon as the calls in flight allow */
    int64_t *sent_at; /* closed loop: when each call in flight was sent */
    unsigned char *partial;
    size_t partial_length;
    unsigned char *unsent;
    size_t unsent_length;
    size_t unsent_offset;
    int waiting_to_write;
} connection;

static int port;
static int connections = 64;
static int in_flight = 1;
static double warmup_seconds = 0.5;
static double measured_seconds = 2;
static double rate;
static int hold;
static message request;
static message reply;

static unsigned char input[READ_SIZE * 2];
static connection *all;
static int epoll;
static int64_t begin, end, loop_start;
static int patience = 10;
static double interval;
static int stopping;
static uint64_t outstanding;
static int refusals;

typedef struct {
    uint64_t histogram[BUCKETS];
    uint64_t recorded;
    int64_t longest, sum;
} latencies;

static latencies answered, refused;
static struct rusage usage_at_begin, usage_at_end;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int bucket_of(int64_t value) {
    if (value < STEPS) return value < 0 ? 0 : (int) value;
    int shift = 63 - __builtin_clzll(value) - 6;
    int bucket = (shift + 1) * STEPS + (int) (value >> shift) - STEPS;
    return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

static int64_t highest_of(int bucket) {
    if (bucket < STEPS) return bucket;
    int shift = bucket / STEPS - 1;
    return ((int64_t) (bucket % STEPS + STEPS + 1) << shift) - 1;
}

static void record_latency(latencies *all_of, int64_t nanos) {
    all_of->histogram[bucket_of(nanos)]++;
    all_of->recorded++;
    all_of->sum += nanos;
    if (nanos > all_of->longest) all_of->longest = nanos;
}

static double percentile(const latencies *all_of, double share) {
    uint64_t wanted = (uint64_t) (share * all_of->recorded);
    uint64_t seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
        seen += all_of->histogram[i];
        if (seen > wanted) return (highest_of(i) < all_of->longest ? highest_of(i) : all_of->longest) / 1000.0;
    }
    return all_of->longest / 1000.0;
}

static int index_of(const connection *c) {
    return (int) (c - all);
}

static int64_t due_at(const connection *c, uint64_t call) {
    return loop_start + (int64_t) (((double) call * connections + index_of(c)) * interval);
}

static void write_unsent(connection *c) {
    if (c->unsent_offset < c->unsent_length) {
        ssize_t sent = send(c->fd, c->unsent + c->unsent_offset, c->unsent_length - c->unsent_offset, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) fail("connection %d: send: %s", index_of(c), strerror(errno));
        if (sent > 0) c->unsent_offset += sent;
    }
    int wait = c->unsent_offset < c->unsent_length;
    if (wait != c->waiting_to_write) {
        watch(epoll, EPOLL_CTL_MOD, c->fd, wait ? EPOLLIN | EPOLLOUT : EPOLLIN, c);
        c->waiting_to_write = wait;
    }
}

static void make_room(connection *c) {
    size_t rest = c->unsent_length - c->unsent_offset;
    if (rest > 0 && c->unsent_offset > 0) memmove(c->unsent, c->unsent + c->unsent_offset, rest);
    c->unsent_length = rest;
    c->unsent_offset = 0;
}

static void send_calls(connection *c, uint64_t number, int64_t time) {
    make_room(c);
    for (uint64_t i = 0; i < number; i++) {
        unsigned char *frame = c->unsent + c->unsent_length;
        memcpy(frame, request.bytes, request.length);
        put_int(frame + request.seqid, c->seqid + (uint32_t) c->sent);
        c->unsent_length += request.length;
        c->sent_at[c->sent % in_flight] = time;
        c->sent++;
    }
    outstanding += number;
    write_unsent(c);
}

static void send_what_is_due(connection *c, int64_t time) {
    uint64_t room = in_flight - (c->sent - c->received);
    uint64_t waiting = c->due - c->sent;
    uint64_t number = waiting < room ? waiting : room;
    if (number > 0) send_calls(c, number, time);
}

static void complain(connection *c, const unsigned char *at, size_t length) {
    fprintf(stderr, "connection %d, call %llu: an unexpected reply (expected: %zu bytes, seqid %u):", index_of(c),
            (unsigned long long) c->received, reply.length, c->seqid + (uint32_t) c->received);
    for (size_t i = 0; i < length && i < 160; i++) {
        if (at[i] >= 0x20 && at[i] < 0x7f) fputc(at[i], stderr);
        else fprintf(stderr, "\\%02x", at[i]);
    }
    fail("");
}

static void check(connection *c, const unsigned char *at) {
    size_t after = reply.seqid + 4;
    if (memcmp(at, reply.bytes, reply.seqid) != 0 || get_int(at + reply.seqid) != c->seqid + (uint32_t) c->received
        || memcmp(at + after, reply.bytes + after, reply.length - after) != 0) {
        complain(c, at, reply.length);
    }
}

/* Version 1, an exception, and the sequence id of the oldest call; the method's name has the length that the reply's has. */
static int is_refusal(const connection *c, const unsigned char *at) {
    return refusals && get_int(at + 4) == 0x80010003 && get_int(at + reply.seqid) == c->seqid + (uint32_t) c->received;
}

static void count(connection *c, latencies *kind, int64_t time) {
    int64_t from = rate > 0 ? due_at(c, c->received) : c->sent_at[c->received % in_flight];
    /* What counts in overload is what is done in the time, not what is done afterwards for calls of that time. */
    int64_t counts_from = rate > 0 && !refusals ? from : time;
    if (counts_from >= begin && counts_from < end) {
        record_latency(kind, time - from);
    }
    c->received++;
    outstanding--;
}

static void receive(connection *c) {
    size_t length = c->partial_length;
    if (length > 0) memcpy(input, c->partial, length);
    ssize_t received = recv(c->fd, input + length, READ_SIZE, 0);
    if (received == 0) fail("connection %d: closed by the server after %llu calls", index_of(c), (unsigned long long) c->received);
    if (received < 0 && errno == EAGAIN) return;
    if (received < 0) fail("connection %d: recv: %s", index_of(c), strerror(errno));
    length += received;
    int64_t time = now();
    size_t at = 0;
    uint64_t replies = 0;
    while (length - at >= 4) {
        size_t frame = (size_t) get_int(input + at) + 4;
        if (frame != reply.length && (!refusals || frame > reply.length)) complain(c, input + at, length - at);
        if (length - at < frame) break;
        if (c->received == c->sent) fail("connection %d: a reply without a call", index_of(c));
        int is_refused = frame > reply.seqid + 4 && is_refusal(c, input + at);
        if (!is_refused && frame != reply.length) complain(c, input + at, frame);
        if (!is_refused) check(c, input + at);
        count(c, is_refused ? &refused : &answered, time);
        at += frame;
        replies++;
    }
    c->partial_length = length - at;
    if (c->partial_length > 0) memcpy(c->partial, input + at, c->partial_length);
    if (stopping || replies == 0) return;
    if (rate > 0) send_what_is_due(c, time);
    else send_calls(c, replies, time);
}

static void open_connection(connection *c) {
    struct sockaddr_in address = loopback(port);
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0) fail("socket: %s (open files: see ulimit -n)", strerror(errno));
    if (connect(c->fd, (struct sockaddr *) &address, sizeof address) != 0) {
        fail("connection %d: connect to port %d: %s", index_of(c), port, strerror(errno));
    }
    set_nonblocking(c->fd);
    c->seqid = (uint32_t) index_of(c) * 7919 + 1;
    c->sent_at = allocate(in_flight * sizeof *c->sent_at);
    c->partial = allocate(reply.length);
    c->unsent = allocate(in_flight * request.length);
    watch(epoll, EPOLL_CTL_ADD, c->fd, EPOLLIN, c);
}

/* Open loop: hands every call whose time has come to its connection. */
static void let_calls_become_due(uint64_t *next, int64_t time) {
    for (;;) {
        connection *c = &all[*next % connections];
        int64_t due = due_at(c, c->due);
        if (due > time || due >= end) return;
        c->due++;
        (*next)++;
        send_what_is_due(c, time);
    }
}

static int64_t unanswered(void) {
    int64_t number = (int64_t) outstanding;
    if (rate > 0) {
        for (int i = 0; i < connections; i++) number += all[i].due - all[i].sent;
    }
    return number;
}

static void run(void) {
    struct epoll_event events[256];
    uint64_t next = 0;
    int64_t time = loop_start = now();
    begin = time + (int64_t) (warmup_seconds * 1e9);
    end = begin + (int64_t) (measured_seconds * 1e9);
    int64_t give_up = end + patience * 1000000000LL;
    int begun = 0;
    for (int i = 0; rate <= 0 && i < connections; i++) send_calls(&all[i], in_flight, time);
    while (!stopping || unanswered() > 0) {
        /* The open loop spins, because no timer wakes in time for the next call. */
        int ready = epoll_wait(epoll, events, 256, rate > 0 ? 0 : 100);
        for (int i = 0; i < ready; i++) {
            connection *c = events[i].data.ptr;
            if (events[i].events & EPOLLOUT) write_unsent(c);
            if (events[i].events & ~EPOLLOUT) receive(c);
        }
        time = now();
        if (rate > 0) let_calls_become_due(&next, time);
        if (!begun && time >= begin) {
            begun = 1;
            getrusage(RUSAGE_SELF, &usage_at_begin);
        }
        if (!stopping && time >= end) {
            getrusage(RUSAGE_SELF, &usage_at_end);
            /* In the open loop calls that are due are still sent: they count. */
            if (rate <= 0 || unanswered() == (int64_t) outstanding) stopping = 1;
        }
        if (time > give_up) fail("%lld calls: no reply within %d s of the end", (long long) unanswered(), patience);
    }
}

static double cpu_seconds(const struct rusage *usage) {
    return usage->ru_utime.tv_sec + usage->ru_stime.tv_sec
        + (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static void print_result(void) {
    uint64_t total = 0;
    for (int i = 0; i < connections; i++) total += all[i].received;
    uint64_t calls = answered.recorded;
    printf("calls=%llu total=%llu seconds=%.3f rate=%.1f cpu=%.2f p50=%.1f p90=%.1f p99=%.1f p999=%.1f max=%.1f mean=%.1f",
           (unsigned long long) calls, (unsigned long long) total, measured_seconds, calls / measured_seconds,
           (cpu_seconds(&usage_at_end) - cpu_seconds(&usage_at_begin)) / measured_seconds, percentile(&answered, 0.5),
           percentile(&answered, 0.9), percentile(&answered, 0.99), percentile(&answered, 0.999),
           answered.longest / 1000.0, calls > 0 ? answered.sum / 1000.0 / calls : 0);
    if (refusals) {
        printf(" refused=%.1f refused50=%.1f refused99=%.1f", refused.recorded / measured_seconds,
               percentile(&refused, 0.5), percentile(&refused, 0.99));
    }
    printf("\n");
    fflush(stdout);
}

static const char *text_option(const char *argument, const char *name) {
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

static void read_option(const char *argument) {
    const char *value;
    if ((value = text_option(argument, "--port"))) port = atoi(value);
    else if ((value = text_option(argument, "--connections"))) connections = atoi(value);
    else if ((value = text_option(argument, "--in-flight"))) in_flight = atoi(value);
    else if ((value = text_option(argument, "--warmup"))) warmup_seconds = atof(value);
    else if ((value = text_option(argument, "--seconds"))) measured_seconds = atof(value);
    else if ((value = text_option(argument, "--rate"))) rate = atof(value);
    else if ((value = text_option(argument, "--request"))) request = read_message(value);
    else if ((value = text_option(argument, "--reply"))) reply = read_message(value);
    else if (strcmp(argument, "--hold") == 0) hold = 1;
    else if (strcmp(argument, "--refusals") == 0) refusals = 1;
    else fail("%s: unknown (expected: --port= --request= --reply= --connections= --in-flight= --warmup= --seconds= --rate= --hold --refusals)", argument);
}

int main(int count, char **arguments) {
    for (int i = 1; i < count; i++) read_option(arguments[i]);
    if (port < 1 || request.bytes == NULL || reply.bytes == NULL) fail("--port, --request, --reply: missing");
    if (connections < 1 || in_flight < 1 || measured_seconds <= 0) fail("--connections, --in-flight, --seconds: too small");
    if (rate > 0) interval = 1e9 / rate;
    /* A server that is sent far more than it can even refuse takes its time. */
    if (refusals) patience = 60;
    epoll = epoll_create1(0);
    all = allocate(connections * sizeof *all);
    for (int i = 0; i < connections; i++) open_connection(&all[i]);
    run();
    print_result();
    /* --hold: the connections stay open, idle, until standard input ends. */
    if (hold) while (getchar() != EOF) continue;
    return 0;
}
