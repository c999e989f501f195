#include "exporter/sources/containers/engine/containers.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using containers::ContainerState;
using containers::Health;

const std::string kId(64, 'a');
const ChosenLabels kCompose{chosen_label("com.docker.compose.project")};

std::string item(const std::string& fields) {
  return R"([{"Id":")" + kId + R"(",)" + fields + "}]";
}

ContainerMetadata only(const std::string& fields) {
  auto list = parse_list(item(fields), kCompose);
  EXPECT_TRUE(list) << list.error().message();
  EXPECT_EQ(list->size(), 1U);
  return list->front();
}

ContainerMetadata inspected(const std::string& fields) {
  auto container = parse_inspection(R"({"Id":")" + kId + R"(",)" + fields + "}", kCompose);
  EXPECT_TRUE(container) << container.error().message();
  return *std::move(container);
}

TEST(ChosenLabels, AreNamedAsCadvisorDoes) {
  EXPECT_EQ(chosen_label("com.docker.compose.project-name").name,
            "container_label_com_docker_compose_project_name");
  EXPECT_EQ(chosen_label("\xc3\xa4").name, "container_label___");
}

TEST(Lists, SayWhatAContainerIs) {
  const ContainerMetadata metadata = only(
      R"("Names":["/web","/alias/web"],"Image":"shop:1","Created":1795221415,"State":"running",)"
      R"j("Status":"Up 2 minutes (healthy)","HostConfig":{"NetworkMode":"bridge"},)j"
      R"("Labels":{"com.docker.compose.project":"shop","other":"x"})");
  EXPECT_EQ(metadata.id, kId);
  EXPECT_EQ(metadata.name, "web");
  EXPECT_EQ(metadata.image, "shop:1");
  EXPECT_EQ(metadata.state, ContainerState::running);
  EXPECT_EQ(metadata.health, Health::healthy);
  EXPECT_EQ(metadata.created, core::Instant(1795221415s));
  EXPECT_EQ(metadata.exit_code, std::nullopt);
  ASSERT_EQ(metadata.labels.size(), 1U);
  EXPECT_EQ(metadata.labels[0].name, "container_label_com_docker_compose_project");
  EXPECT_EQ(metadata.labels[0].value, "shop");
  EXPECT_TRUE(metadata.owns_network);
}

TEST(Lists, HaveHealthAndExitCodesInTheirTexts) {
  const auto health = [](const std::string& status) {
    return only(R"("Status":")" + status + "\"").health;
  };
  EXPECT_EQ(health("Up 3 minutes (unhealthy)"), Health::unhealthy);
  EXPECT_EQ(health("Up 1 second (health: starting)"), Health::starting);
  EXPECT_EQ(health("Up 3 minutes"), Health::none);
  EXPECT_EQ(health("Up 3 minutes (Paused)"), Health::none);
  const auto code = [](const std::string& status) {
    return only(R"("Status":")" + status + "\"").exit_code;
  };
  EXPECT_EQ(code("Exited (137) 2 hours ago"), 137);
  EXPECT_EQ(code("Exited (-1) 2 hours ago"), -1);
  EXPECT_EQ(code("Exited () 2 hours ago"), std::nullopt);
  EXPECT_EQ(code("Restarting (1) 5 seconds ago"), std::nullopt);
  EXPECT_EQ(code("Exited (99999999999999999999)"), std::nullopt);
}

TEST(Lists, OfNewEnginesHaveHealthApart) {
  EXPECT_EQ(only(R"("Status":"Up","Health":{"Status":"unhealthy","FailingStreak":3})").health,
            Health::unhealthy);
}

TEST(Lists, TellNetworksThatBelongToOthers) {
  EXPECT_FALSE(only(R"("HostConfig":{"NetworkMode":"host"})").owns_network);
  EXPECT_FALSE(only(R"("HostConfig":{"NetworkMode":"container:abc"})").owns_network);
  EXPECT_TRUE(only(R"("HostConfig":{"NetworkMode":"none"})").owns_network);
  EXPECT_TRUE(only(R"("HostConfig":{})").owns_network);
}

TEST(Lists, PassOverWhatIsNoContainer) {
  const auto list = parse_list(
      R"([{}, 5, null, {"Id":""}, {"Id":"../../x"}, {"Id":7}, {"Id":"ok","Names":7,"Labels":[],)"
      R"("State":{},"Created":-5,"Image":null,"Status":["x"]}])",
      kCompose);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().id, "ok");
  EXPECT_EQ(list->front().state, std::nullopt);
  EXPECT_EQ(list->front().created, std::nullopt);
}

TEST(Lists, ThatAreNoneAreRefused) {
  EXPECT_EQ(parse_list("{}", {}).error().message(), "the answer is not a list of containers");
  EXPECT_EQ(parse_list("[{\"Id\":", {}).error().message(), "the answer is not valid JSON");
}

TEST(Lists, CutLongTextsAndDropLabelsThatNobodyChose) {
  const std::string long_text(10'000, 'x');
  const ContainerMetadata container =
      only(R"("Names":["/)" + long_text + R"("],"Labels":{"big":")" + std::string(10'000'000, 'y') +
           R"(","com.docker.compose.project":")" + long_text + "\"}");
  EXPECT_EQ(container.name.size(), 255U);
  ASSERT_EQ(container.labels.size(), 1U);
  EXPECT_EQ(container.labels[0].value.size(), 1024U);
}

TEST(Inspections, SayWhatAContainerIs) {
  const ContainerMetadata metadata = inspected(
      R"("Name":"/web","Created":"2026-11-21T00:36:21.485Z","RestartCount":4,"Image":"sha256:1",)"
      R"("State":{"Status":"running","ExitCode":0,"StartedAt":"2026-11-21T00:36:33Z",)"
      R"("FinishedAt":"0001-01-01T00:00:00Z","Health":{"Status":"starting","Log":[{"Output":"x"}]}},)"
      R"("HostConfig":{"Memory":67108864,"NanoCpus":200000000,"CpuPeriod":0,"CpuQuota":0,)"
      R"("CpusetCpus":"0-1","PidsLimit":50,"NetworkMode":"none"},)"
      R"("Config":{"Image":"shop:1","Labels":{"com.docker.compose.project":"shop"}})");
  EXPECT_EQ(metadata.name, "web");
  EXPECT_EQ(metadata.image, "shop:1");
  EXPECT_EQ(metadata.state, ContainerState::running);
  EXPECT_EQ(metadata.health, Health::starting);
  EXPECT_EQ(metadata.exit_code, std::nullopt);
  EXPECT_EQ(metadata.restarts, 4U);
  EXPECT_TRUE(metadata.started);
  EXPECT_EQ(metadata.finished, std::nullopt);
  EXPECT_EQ(metadata.memory_limit_bytes, 67108864U);
  EXPECT_EQ(metadata.cpu_quota_microseconds, 20'000U);
  EXPECT_EQ(metadata.cpu_period_microseconds, 100'000U);
  EXPECT_EQ(metadata.threads_limit, 50U);
  EXPECT_EQ(metadata.cpuset, "0-1");
  EXPECT_EQ(metadata.labels.size(), 1U);
}

TEST(Inspections, HaveTheExitCodeOfWhatEnded) {
  const auto code = [](const std::string& state, int number) {
    return inspected(R"("State":{"Status":")" + state + R"(","ExitCode":)" +
                     std::to_string(number) + R"(,"FinishedAt":"2026-11-21T00:36:33Z"})")
        .exit_code;
  };
  EXPECT_EQ(code("exited", 137), 137);
  EXPECT_EQ(code("restarting", 1), 1);
  EXPECT_EQ(code("running", 0), std::nullopt);  // of a container that was restarted
  EXPECT_EQ(inspected(R"("State":{"Status":"created","ExitCode":0})").exit_code, std::nullopt);
}

TEST(Inspections, TakeAbsurdLimitsForNone) {
  for (const char* number : {"0", "-1", "null", "\"many\"", "1.5", "1e300"}) {
    const std::string text(number);
    const ContainerMetadata metadata =
        inspected(R"("HostConfig":{"Memory":)" + text + R"(,"PidsLimit":)" + text +
                  R"(,"CpuQuota":)" + text + R"(,"NanoCpus":)" + text + "}");
    EXPECT_EQ(metadata.memory_limit_bytes, 0U) << number;
    EXPECT_EQ(metadata.threads_limit, 0U) << number;
    EXPECT_EQ(metadata.cpu_quota_microseconds, 0U) << number;
  }
  EXPECT_EQ(inspected(R"("HostConfig":{"NanoCpus":9223372036854775807})").cpu_quota_microseconds,
            0U);
  EXPECT_EQ(inspected(R"("Name":"x")").memory_limit_bytes, std::nullopt);
}

TEST(Inspections, TakeAQuotaWithItsPeriod) {
  const ContainerMetadata metadata =
      inspected(R"("HostConfig":{"CpuQuota":5000,"CpuPeriod":10000})");
  EXPECT_EQ(metadata.cpu_quota_microseconds, 5000U);
  EXPECT_EQ(metadata.cpu_period_microseconds, 10000U);
}

TEST(Inspections, OfNothingAreRefused) {
  for (const char* text : {"{}", "[]", "null", R"({"Id":"a/b"})"}) {
    EXPECT_EQ(parse_inspection(text, {}).error().message(), "the answer describes no container");
  }
}

TEST(States, ArePodmansToo) {
  EXPECT_EQ(parse_state("stopped"), ContainerState::exited);
  EXPECT_EQ(parse_state("initialized"), ContainerState::created);
  EXPECT_EQ(parse_state("unknown"), std::nullopt);
  EXPECT_EQ(parse_health(""), Health::none);
  EXPECT_EQ(parse_health("fine"), std::nullopt);
}

TEST(Ids, AreSafeInAPath) {
  EXPECT_TRUE(is_container_id(kId));
  EXPECT_TRUE(is_container_id("k8s_pause.1-x"));
  for (const std::string id : {"", "a/b", "..", ".", "a?b", "a b", "a%2f", "a\n"}) {
    EXPECT_FALSE(is_container_id(id)) << id;
  }
  EXPECT_FALSE(is_container_id(std::string(129, 'a')));
}

// What real engines answered.
class Recorded : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::ifstream(folder_ + "hybrid-cgroupfs/list-all.json")) {
      GTEST_SKIP() << folder_ << " is not there";
    }
  }

  std::string text_of(const std::string& path) const {
    std::ifstream file(folder_ + path, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), {});
  }

  std::string folder_ = std::string(SILICON_SOURCE_DIR) + "/../shared/data/containers/";
};

TEST_F(Recorded, DockerListsItsContainers) {
  const auto list = parse_list(text_of("hybrid-cgroupfs/list-all.json"), kCompose);
  ASSERT_TRUE(list);
  EXPECT_GE(list->size(), 5U);
  EXPECT_EQ(list->front().name, "exited3");
  EXPECT_EQ(list->front().state, ContainerState::exited);
  EXPECT_EQ(list->front().exit_code, 3);
}

TEST_F(Recorded, DockerInspectsThem) {
  const auto web = parse_inspection(text_of("cgroupv2-systemd/inspect-web1.json"), kCompose);
  ASSERT_TRUE(web);
  EXPECT_EQ(web->name, "web1");
  EXPECT_EQ(web->health, Health::healthy);
  EXPECT_EQ(web->memory_limit_bytes, 67108864U);
  EXPECT_EQ(web->labels.at(0).value, "shop");
  const auto ended = parse_inspection(text_of("hybrid-cgroupfs/inspect-exited3.json"), kCompose);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->exit_code, 3);
  EXPECT_TRUE(ended->finished);
  EXPECT_FALSE(
      parse_inspection(text_of("hybrid-cgroupfs/inspect-share.json"), kCompose)->owns_network);
}

TEST_F(Recorded, PodmanListsItsOwn) {
  const auto list = parse_list(text_of("cgroupv2-systemd/podman-list.json"), kCompose);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2U);
  EXPECT_EQ(list->at(1).name, "pod1");
  EXPECT_EQ(list->at(1).state, ContainerState::running);
}

}  // namespace
}  // namespace silicon::engine
