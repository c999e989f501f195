// How chunks are laid out, bit by bit: what the builder writes and the cursor reads.
//
//   first point   64 bits: the value as it is. Its time stands beside the bits, in the Chunk.
//   each further  0                          as far behind the last as that was behind its own
//                                            predecessor, and of the same value
//                 10 CHANGE                  as far behind, of another value
//                 11 TIME 0                  at another distance, of the same value
//                 11 TIME 1 CHANGE           at another distance, of another value
//
//   TIME          0 + 7 bits, 10 + 14, 110 + 20, 111 + 64: how much longer the distance is than the
//                 one before (than 0, at first), in milliseconds, two's complement
//   CHANGE        0 + width bits             a number of decimal steps, in the last width and scale
//                 111 + 4 + 6 + width bits   the same with a new scale and width: a step is
//                                            10^-scale, two's complement of `width` bits
//                 10 + length bits           what differs (XOR), in the window of the last XOR
//                 110 + 5 + 6 + length bits  the same with a new window: leading zeros, length (64
//                                            is written 0)
//
// The XOR is that of Pelkonen et al., "Gorilla" (VLDB 2015). What exporters print are decimals, and
// a counter that goes from 17.13 to 17.15 changes most bits of its double, but takes two steps of
// 1/100. Steps are used only where they give back the very same double. node_exporter's series take
// 0.86 bytes a sample, in Prometheus 3.5's chunks 1.54 (tests/bench/series_beside_prometheus.py).
// Constants and pure functions. Tested by tests/alerting/series/chunks/chunk_test.cpp.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

namespace silicon::chunks {

inline constexpr unsigned kFirstValueBits = 64;

// Told by the number of ones in front: none for the first, three (without a 0) for the last.
struct TimeClass {
  std::uint64_t prefix;
  unsigned prefix_bits;
  unsigned payload_bits;
};

inline constexpr std::array<TimeClass, 4> kTimeClasses{{
    {0b0, 1, 7},  // the jitter of a scrape loop
    {0b10, 2, 14},
    {0b110, 3, 20},
    {0b111, 3, 64},
}};

struct Code {
  std::uint64_t prefix;
  unsigned bits;
};

inline constexpr Code kSamePoint{0b0, 1};
inline constexpr Code kOtherValue{0b10, 2};
inline constexpr Code kOtherDistance{0b11, 2};

inline constexpr Code kSteps{0b0, 1};
inline constexpr Code kSameWindow{0b10, 2};
inline constexpr Code kNewWindow{0b110, 3};
inline constexpr Code kNewSteps{0b111, 3};

inline constexpr unsigned kLeadingBits = 5;
inline constexpr unsigned kLengthBits = 6;
inline constexpr unsigned kScaleBits = 4;
inline constexpr unsigned kWidthBits = 6;

inline constexpr std::array<double, 10> kPowersOfTen{1,   1e1, 1e2, 1e3, 1e4,
                                                     1e5, 1e6, 1e7, 1e8, 1e9};

// Below 2^53, so that a number of steps and its sum with any other fit an int64.
inline constexpr double kMaxSteps = 9e15;

// `value` in steps of 10^-scale, rounded; nullopt when that is too many, or no number.
inline std::optional<std::int64_t> steps_of(double value, unsigned scale) {
  const double steps = value * kPowersOfTen[scale];
  if (!(std::fabs(steps) < kMaxSteps)) return std::nullopt;
  return std::llrint(steps);
}

inline double value_of(std::int64_t steps, unsigned scale) {
  return static_cast<double>(steps) / kPowersOfTen[scale];
}

}  // namespace silicon::chunks
