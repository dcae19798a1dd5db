/** Thrift over HTTP on the application's own servlet web server: the only package that needs the servlet API. */
@NullMarked
package io.thriftboot.spring.web;

import org.jspecify.annotations.NullMarked;
