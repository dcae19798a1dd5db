// No documentation, no namespace.
struct Plain { 1: i32 number }
