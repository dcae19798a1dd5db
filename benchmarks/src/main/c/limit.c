/*
 * What the machine can do: answers every frame with a canned reply, in which only the sequence id is the request's.
 * One thread, epoll, as many frames as a read brings, one write for all of them. No protocol, no dispatch, no limits.
 *
 * limit REQUEST-FILE REPLY-FILE: listens on a free port of the loopback address, prints "port=<n>", ends with its standard input.
 */
#include "common.h"

typedef struct {
    int fd;
    unsigned char *partial; /* the beginning of a frame whose rest has not arrived */
    size_t partial_length;
    unsigned char *unsent; /* what the peer has not taken; nothing is read meanwhile */
    size_t unsent_length;
    size_t unsent_offset;
} connection;

static unsigned char input[READ_SIZE * 2];
static unsigned char *output;
static size_t output_capacity;
static message request;
static message reply;
static int epoll;

static void close_connection(connection *c) {
    close(c->fd);
    free(c->partial);
    free(c->unsent);
    free(c);
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        set_nonblocking(fd);
        connection *c = allocate(sizeof *c);
        c->fd = fd;
        watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, c);
    }
    if (errno != EAGAIN && errno != ECONNABORTED) fail("accept: %s", strerror(errno));
}

static void keep_unsent(connection *c, size_t from, size_t length) {
    c->unsent = allocate(length - from);
    memcpy(c->unsent, output + from, length - from);
    c->unsent_length = length - from;
    c->unsent_offset = 0;
    watch(epoll, EPOLL_CTL_MOD, c->fd, EPOLLOUT, c);
}

static int send_rest(connection *c) {
    ssize_t sent = send(c->fd, c->unsent + c->unsent_offset, c->unsent_length - c->unsent_offset, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    c->unsent_offset += sent;
    if (c->unsent_offset == c->unsent_length) {
        free(c->unsent);
        c->unsent = NULL;
        watch(epoll, EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
    }
    return 1;
}

static void reserve_output(size_t length) {
    if (length <= output_capacity) return;
    output_capacity = length * 2;
    output = realloc(output, output_capacity);
    if (output == NULL) fail("memory: none left (wanted: %zu bytes)", output_capacity);
}

/* Answers the whole frames of the input; returns how many bytes they were, or SIZE_MAX for what is no frame of ours. */
static size_t answer(size_t length, size_t *answered) {
    size_t at = 0;
    size_t out = 0;
    while (length - at >= 4) {
        size_t frame = 4 + get_int(input + at);
        if (frame != request.length) return SIZE_MAX;
        if (length - at < frame) break;
        reserve_output(out + reply.length);
        memcpy(output + out, reply.bytes, reply.length);
        memcpy(output + out + reply.seqid, input + at + request.seqid, 4);
        out += reply.length;
        at += frame;
    }
    *answered = out;
    return at;
}

static int serve(connection *c) {
    if (c->unsent != NULL) return send_rest(c);
    size_t length = c->partial_length;
    if (length > 0) memcpy(input, c->partial, length);
    ssize_t received = recv(c->fd, input + length, READ_SIZE, 0);
    if (received <= 0) return received < 0 && errno == EAGAIN;
    length += received;
    size_t answered;
    size_t used = answer(length, &answered);
    if (used == SIZE_MAX) return 0;
    c->partial_length = length - used;
    if (c->partial_length > 0) {
        if (c->partial == NULL) c->partial = allocate(request.length);
        memcpy(c->partial, input + used, c->partial_length);
    }
    if (answered == 0) return 1;
    ssize_t sent = send(c->fd, output, answered, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return 0;
    if (sent < (ssize_t) answered) keep_unsent(c, sent < 0 ? 0 : sent, answered);
    return 1;
}

static int listen_on_free_port(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *) &address, size) != 0) fail("bind: %s", strerror(errno));
    if (listen(listener, 4096) != 0) fail("listen: %s", strerror(errno));
    getsockname(listener, (struct sockaddr *) &address, &size);
    fcntl(listener, F_SETFL, O_NONBLOCK);
    printf("port=%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **arguments) {
    if (count != 3) fail("usage: limit REQUEST-FILE REPLY-FILE");
    request = read_message(arguments[1]);
    reply = read_message(arguments[2]);
    epoll = epoll_create1(0);
    int listener = listen_on_free_port();
    static int stdin_mark, listener_mark;
    watch(epoll, EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN, &stdin_mark);
    watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN, &listener_mark);
    struct epoll_event events[256];
    for (;;) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            void *data = events[i].data.ptr;
            if (data == &stdin_mark) return 0;
            if (data == &listener_mark) accept_all(listener);
            else if (!serve(data)) close_connection(data);
        }
    }
}
