package io.thriftboot.spring.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application of which tests take parts. */
@SpringBootApplication
public class SliceApplication {}
