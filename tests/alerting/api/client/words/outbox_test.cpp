#include "alerting/api/client/words/outbox.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

TEST(OutboxText, IsATable) {
  const auto text = outbox_text(200, R"({"status": "success", "data": {"messages": [
      {"id": 7, "receiver": "team", "integration": "slack[0]", "reason": "first notification",
       "decidedAt": "T", "firing": 2, "resolved": 1, "state": "given up",
       "answer": "404 Not\tFound"}, {}], "leftOut": 0}})");
  ASSERT_TRUE(text.ok()) << text.error().message();
  EXPECT_EQ(*text,
            "ID\tSTATE\tRECEIVER\tINTEGRATION\tREASON\tFIRING\tRESOLVED\tDECIDED\tLAST ANSWER\n"
            "7\tgiven up\tteam\tslack[0]\tfirst notification\t2\t1\tT\t404 Not Found\n"
            "\t\t\t\t\t\t\t\t\n");
}

TEST(OutboxText, HasTheServersWordsWhereItRefuses) {
  EXPECT_EQ(outbox_text(500, "x").error().message(), "server_error: server error: 500 (detail: x)");
}

}  // namespace
}  // namespace silicon::api
