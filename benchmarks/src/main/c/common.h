/* What the load generator and the limit share: templates of framed binary Thrift messages, and sockets. */
#ifndef THRIFTBOOT_BENCHMARKS_COMMON_H
#define THRIFTBOOT_BENCHMARKS_COMMON_H

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Bytes read at once: more than any reply or request of the benchmarks. */
#define READ_SIZE (256 * 1024)

/* A whole frame and where its sequence id is. */
typedef struct {
    unsigned char *bytes;
    size_t length;
    size_t seqid;
} message;

static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static uint32_t get_int(const unsigned char *at) {
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return ntohl(value);
}

static void put_int(unsigned char *at, uint32_t value) {
    value = htonl(value);
    memcpy(at, &value, sizeof value);
}

static void *allocate(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL) fail("memory: none left (wanted: %zu bytes)", size);
    return memory;
}

/* Frame length, version and type, length of the name, name, sequence id: as TBinaryProtocol writes a strict message. */
static message read_message(const char *path) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (file == NULL || fstat(fileno(file), &status) != 0) fail("%s: %s", path, strerror(errno));
    message read = {allocate(status.st_size + 1), status.st_size, 0};
    if (fread(read.bytes, 1, read.length, file) != read.length) fail("%s: cannot be read", path);
    fclose(file);
    if (read.length < 20 || get_int(read.bytes) != read.length - 4) fail("%s: no frame", path);
    if (read.length > READ_SIZE / 2) fail("%s: %zu bytes (expected: at most %d)", path, read.length, READ_SIZE / 2);
    read.seqid = 12 + get_int(read.bytes + 8);
    if (read.seqid + 4 > read.length) fail("%s: no strict binary message", path);
    return read;
}

static void set_nonblocking(int fd) {
    int on = 1;
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0) fail("fcntl: %s", strerror(errno));
    if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) fail("TCP_NODELAY: %s", strerror(errno));
}

static struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static void watch(int epoll, int operation, int fd, uint32_t events, void *data) {
    struct epoll_event event = {.events = events, .data.ptr = data};
    if (epoll_ctl(epoll, operation, fd, &event) != 0) fail("epoll_ctl: %s", strerror(errno));
}

#endif
