namespace java io.thriftboot.benchmarks.idl

/** A struct of 170 bytes as the benchmarks fill it: a message that carries one has 192, a list of 50 has 8.5 KB. */
struct Item {
  1: i64 id
  2: i32 kind
  3: bool active
  4: double score
  5: string name
  6: string address
  7: list<string> tags
  8: string note
}

/** What every server of the benchmarks serves: each method answers with its argument. */
service Benchmark {
  string echo(1: string text)
  Item mirror(1: Item item)
  list<Item> mirrorAll(1: list<Item> items)
}
