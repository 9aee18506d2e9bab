/**
 * The programs that the benchmark starts, each a process of its own on the loopback interface, with
 * free ports, files in a temporary directory, and an end no later than the benchmark's.
 */
@NullMarked
package org.partnergateway.tests.benchmark.servers;

import org.jspecify.annotations.NullMarked;
