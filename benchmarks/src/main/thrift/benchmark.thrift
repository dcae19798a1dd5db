// What the benchmarks call.
namespace java io.thriftboot.benchmarks.api

service Benchmark {
  /** Returns the text. */
  string echo(1: string text)
}
