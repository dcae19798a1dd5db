// What the benchmarks of single steps call.
namespace java io.thriftboot.benchmarks.micro.api

service Micro {
  /** Returns the text. */
  string echo(1: string text)
}
