// The format of a recording, once: which key of a line is which member of which value. write.cpp
// and read.cpp walk these tables, so that what one writes the other reads. A recording is lines of
// JSON: a machine, then its samples. Constants; any thread.
// Tested by tests/exporter/platform/recording/schema_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "exporter/platform/recording/channel_line.hpp"
#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

// Format 1 had whole samples only.
inline constexpr int kFormat = 2;
inline constexpr int kOldestFormat = 1;

template <class Struct, class Member>
struct Field {
  const char* key;
  Member Struct::*member;
  bool is_required;
};

// A key that every line of its kind has.
template <class Struct, class Member>
constexpr Field<Struct, Member> required(const char* key, Member Struct::*member) {
  return {key, member, true};
}

// A key that is left out where its value is empty.
template <class Struct, class Member>
constexpr Field<Struct, Member> optional(const char* key, Member Struct::*member) {
  return {key, member, false};
}

// The keys of an object, in the order in which they are written.
template <class Struct>
inline constexpr auto kFields = std::tuple<>();

// The members of a value that is written as a list: [name, number].
template <class Struct>
inline constexpr auto kPlaces = std::tuple<>();

// What every line begins with; `format` and `platform` are the machine's alone.
struct LineHead {
  std::string type;  // "machine", "sample", "changes"
  std::optional<int> format;
  std::string platform;  // "apple", "linux"
};

// What every line but the first has of its sample.
struct Moment {
  std::uint64_t mono_ns = 0;
};

template <>
inline constexpr auto kFields<LineHead> = std::tuple(required("type", &LineHead::type),
                                                     optional("format", &LineHead::format),
                                                     optional("platform", &LineHead::platform));

template <>
inline constexpr auto kFields<Moment> = std::tuple(required("mono_ns", &Moment::mono_ns));

template <>
inline constexpr auto kFields<apple::CpuNode> =
    std::tuple(optional("name", &apple::CpuNode::name),
               optional("cluster_type", &apple::CpuNode::cluster_type),
               optional("logical_cluster_id", &apple::CpuNode::logical_cluster_id),
               optional("logical_cpu_id", &apple::CpuNode::logical_cpu_id));

template <>
inline constexpr auto kFields<apple::Machine> =
    std::tuple(optional("model", &apple::Machine::model), optional("chip", &apple::Machine::chip),
               optional("os", &apple::Machine::os), optional("sysctl", &apple::Machine::sysctl),
               optional("cpus", &apple::Machine::cpus), optional("pmgr", &apple::Machine::pmgr),
               optional("gpu_core_count", &apple::Machine::gpu_core_count),
               optional("page_size", &apple::Machine::page_size));

template <>
inline constexpr auto kPlaces<StateTime> = std::tuple(&StateTime::name, &StateTime::ticks);

template <>
inline constexpr auto kFields<ChannelLine> =
    std::tuple(required("group", &ChannelLine::group), optional("subgroup", &ChannelLine::subgroup),
               required("channel", &ChannelLine::channel), optional("driver", &ChannelLine::driver),
               optional("unit", &ChannelLine::unit), required("format", &ChannelLine::format),
               optional("value", &ChannelLine::value), optional("states", &ChannelLine::states),
               optional("published", &ChannelLine::published_ns));

template <>
inline constexpr auto kFields<ChannelChange> = std::tuple(optional("value", &ChannelChange::value),
                                                          optional("ticks", &ChannelChange::ticks),
                                                          optional("published",
                                                                   &ChannelChange::published_ns));

template <>
inline constexpr auto kFields<apple::Swap> = std::tuple(required("total", &apple::Swap::total),
                                                        required("avail", &apple::Swap::available),
                                                        required("used", &apple::Swap::used));

template <>
inline constexpr auto kFields<apple::SmcValue> = std::tuple(
    required("type", &apple::SmcValue::type), required("bytes", &apple::SmcValue::bytes));

template <>
inline constexpr auto kPlaces<apple::HidSensor> = std::tuple(&apple::HidSensor::name,
                                                             &apple::HidSensor::celsius);

template <>
inline constexpr auto kFields<apple::DiskCounters> =
    std::tuple(required("read_bytes", &apple::DiskCounters::read_bytes),
               required("written_bytes", &apple::DiskCounters::written_bytes),
               required("reads", &apple::DiskCounters::reads),
               required("writes", &apple::DiskCounters::writes),
               optional("read_ns", &apple::DiskCounters::read_ns),
               optional("write_ns", &apple::DiskCounters::write_ns));

template <>
inline constexpr auto kFields<apple::InterfaceCounters> =
    std::tuple(required("received_bytes", &apple::InterfaceCounters::received_bytes),
               required("received_packets", &apple::InterfaceCounters::received_packets),
               required("received_errors", &apple::InterfaceCounters::received_errors),
               required("received_drops", &apple::InterfaceCounters::received_drops),
               required("sent_bytes", &apple::InterfaceCounters::sent_bytes),
               required("sent_packets", &apple::InterfaceCounters::sent_packets),
               required("sent_errors", &apple::InterfaceCounters::sent_errors),
               optional("sent_drops", &apple::InterfaceCounters::sent_drops));

template <>
inline constexpr auto kFields<apple::FilesystemRoom> =
    std::tuple(required("mountpoint", &apple::FilesystemRoom::mountpoint),
               optional("device", &apple::FilesystemRoom::device),
               optional("fstype", &apple::FilesystemRoom::fstype),
               required("size_bytes", &apple::FilesystemRoom::size_bytes),
               required("available_bytes", &apple::FilesystemRoom::available_bytes));

template <>
inline constexpr auto kFields<apple::Sample> = std::tuple(
    required("mono_ns", &apple::Sample::mono_ns), required("unix_ms", &apple::Sample::unix_ms),
    optional("cpu_ticks", &apple::Sample::cpu_ticks), optional("load", &apple::Sample::load),
    optional("vm", &apple::Sample::vm), optional("swap", &apple::Sample::swap),
    optional("pressure_level", &apple::Sample::pressure_level),
    optional("ioreport", &apple::Sample::ioreport), optional("smc", &apple::Sample::smc),
    optional("hid", &apple::Sample::hid), optional("ioaccelerator", &apple::Sample::ioaccelerator),
    optional("thermal_pressure", &apple::Sample::thermal_pressure),
    optional("disks", &apple::Sample::disks), optional("interfaces", &apple::Sample::interfaces),
    optional("filesystems", &apple::Sample::filesystems));

template <>
inline constexpr auto kFields<LinuxMachine> =
    std::tuple(optional("model", &LinuxMachine::model), optional("chip", &LinuxMachine::chip),
               optional("os", &LinuxMachine::os), optional("root", &LinuxMachine::root),
               optional("page_size", &LinuxMachine::page_size));

template <>
inline constexpr auto kFields<LinuxSample> = std::tuple(
    required("mono_ns", &LinuxSample::mono_ns), required("unix_ms", &LinuxSample::unix_ms),
    optional("files", &LinuxSample::files), optional("binary_files", &LinuxSample::binary_files),
    optional("directories", &LinuxSample::directories), optional("links", &LinuxSample::links),
    optional("errors", &LinuxSample::errors), optional("filesystems", &LinuxSample::filesystems));

template <class Value>
concept HasFields = !std::is_same_v<decltype(kFields<Value>), const std::tuple<>>;

template <class Value>
concept HasPlaces = !std::is_same_v<decltype(kPlaces<Value>), const std::tuple<>>;

template <class Value>
concept IsMap = requires {
  typename Value::mapped_type;
};

template <class Struct, class Visit>
void for_each_field(Visit visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, kFields<Struct>);
}

template <class Struct, class Visit>
void for_each_place(Visit visit) {
  std::apply([&](const auto&... member) { (visit(member), ...); }, kPlaces<Struct>);
}

}  // namespace silicon::recording
