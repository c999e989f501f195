#include "exporter/runtime/http/wire/sockets.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include "tests/support/http/scripted_server.hpp"

namespace silicon::runtime {
namespace {

using testing::RawSocket;
using testing::ScriptedServer;

std::uint16_t local_port_of(const RawSocket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  ::getsockname(socket.descriptor(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

TEST(Socket, ClosesItsDescriptor) {
  int descriptor = -1;
  {
    const Socket socket = open_socket(AF_INET);
    descriptor = socket.get();
    EXPECT_TRUE(socket.valid());
    EXPECT_NE(::fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0);
  }
  EXPECT_EQ(::fcntl(descriptor, F_GETFD), -1);
}

TEST(Resolve, ReadsAddressesInText) {
  const auto addresses = resolve("127.0.0.2", 80, false).value();
  ASSERT_EQ(addresses.size(), 1U);
  EXPECT_EQ(host_text(addresses[0]), "127.0.0.2");
  EXPECT_EQ(addresses[0].family(), AF_INET);
  EXPECT_EQ(host_text(resolve("::1", 80, false).value().at(0)), "::1");
}

TEST(Resolve, SaysWhichNameIsUnknown) {
  const auto addresses = resolve("no-such-host.invalid", 80, false);
  ASSERT_FALSE(addresses);
  EXPECT_TRUE(addresses.error().message().starts_with("no-such-host.invalid: "));
}

TEST(ResolveWithin, GivesUpInTime) {
  const auto addresses = resolve_within("no-such-host.invalid", 80, core::SteadyDuration::zero());
  ASSERT_FALSE(addresses);
  EXPECT_EQ(resolve_within("127.0.0.1", 80, core::SteadyDuration::zero()).value().size(), 1U);
}

TEST(NumericAddress, TurnsNamesIntoNumbers) {
  EXPECT_EQ(numeric_address({"localhost", 80}, false).value(), (ListenAddress{"127.0.0.1", 80}));
  EXPECT_EQ(numeric_address({"", 80}, false).value(), (ListenAddress{"0.0.0.0", 80}));
  EXPECT_EQ(numeric_address({"::1", 80}, true).value(), (ListenAddress{"::1", 80}));
}

TEST(NumericAddress, SaysThatIpv6IsNotBuiltIn) {
  EXPECT_EQ(
      numeric_address({"::1", 80}, false).error().message(),
      "cannot listen on [::1]:80: it is an IPv6 address, and this program's civetweb was built"
      " without IPv6; choose an IPv4 address");
}

TEST(ProbeListening, FindsNothingWrongWithAFreePort) {
  EXPECT_TRUE(probe_listening({"127.0.0.1", 0}));
}

TEST(ProbeListening, SaysThatAPortIsTaken) {
  const ScriptedServer server([](RawSocket&) {});
  const core::Status status = probe_listening({"127.0.0.1", server.port()});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(),
            "cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
                ": the port is in use; stop the program that has it, or choose another port");
}

TEST(ProbeListening, SaysThatAnAddressIsNotThisMachines) {
  const core::Status status = probe_listening({"192.0.2.1", 9924});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(),
            "cannot listen on 192.0.2.1:9924: this machine has no such address; choose one of its"
            " own, or 127.0.0.1");
}

TEST(ProbeListening, SaysThatAPortNeedsPrivileges) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may listen on any port";
  const core::Status status = probe_listening({"127.0.0.1", 1});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), core::ErrorKind::denied);
}

TEST(ShutDownConnection, EndsExactlyTheOneThatIsMeant) {
  ScriptedServer server([](RawSocket& peer) {
    peer.receive();  // until somebody ends it
    peer.send("ended");
  });
  RawSocket other = RawSocket::connected_to(server.port());
  RawSocket client = RawSocket::connected_to(server.port());
  const std::uint16_t client_port = local_port_of(client);
  // Seen from the client's end, the peer is the server and the local port its own.
  EXPECT_FALSE(shut_down_connection("127.0.0.1", 1, client_port));
  EXPECT_FALSE(shut_down_connection("127.0.0.9", server.port(), client_port));
  EXPECT_TRUE(shut_down_connection("127.0.0.1", server.port(), client_port));
  EXPECT_TRUE(client.is_closed_within(std::chrono::seconds(5)));
  EXPECT_FALSE(other.is_closed_within(std::chrono::milliseconds(0)));
  other.close();
}

}  // namespace
}  // namespace silicon::runtime
