#include "alerting/shell/web/uuid.hpp"

#include <gtest/gtest.h>

namespace silicon::shell {
namespace {

TEST(Uuid, IsTheBitsWithVersionAndVariantSet) {
  EXPECT_EQ(uuid_of({0x01234567, 0x89abcdef, 0x01234567, 0x89abcdef}),
            "01234567-89ab-4def-8123-456789abcdef");
  EXPECT_EQ(uuid_of({0, 0, 0, 0}), "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(uuid_of({~0U, ~0U, ~0U, ~0U}), "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(Uuid, IsAnotherEachTime) {
  EXPECT_NE(fresh_uuid(), fresh_uuid());
}

}  // namespace
}  // namespace silicon::shell
