#include "exporter/platform/apple/load/library.hpp"

#include <gtest/gtest.h>

namespace silicon::apple_platform {
namespace {

TEST(Library, IsAbsentWhenThereIsNone) {
  const auto library = Library::load("/nowhere/libIOReport.dylib");
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().message(), "/nowhere/libIOReport.dylib is not there");
  EXPECT_EQ(library.error().kind(), core::ErrorKind::absent);
}

// The program itself: the one library that is there on every system.
TEST(Library, FindsSymbolsByName) {
  const auto library = Library::load("");
  ASSERT_TRUE(library.ok());
  EXPECT_NE(library->symbols()("malloc"), nullptr);
  EXPECT_EQ(library->symbols()("IOReportNoSuchFunction"), nullptr);
}

TEST(Library, StaysLoadedWhenItMoves) {
  auto library = Library::load("");
  ASSERT_TRUE(library.ok());
  const Library moved = std::move(*library);
  EXPECT_NE(moved.symbols()("malloc"), nullptr);
}

}  // namespace
}  // namespace silicon::apple_platform
