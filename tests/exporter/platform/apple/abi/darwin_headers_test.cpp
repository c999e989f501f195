// Holds our declarations to Apple's own, wherever those are: on a Mac and in the cross-build. There
// is nothing to run. CoreFoundation, IOKit and libIOReport have no headers in the cross-build.
#include <libkern/OSThermalNotification.h>
#include <libproc.h>
#include <mach/mach.h>
#include <mach/mach_time.h>
#include <net/if.h>
#include <net/if_dl.h>
#include <net/if_var.h>
#include <net/route.h>
#include <sys/mount.h>
#include <sys/proc_info.h>
#include <sys/socket.h>
#include <sys/sysctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iterator>
#include <type_traits>

#include "exporter/platform/apple/abi/system.hpp"

namespace silicon::apple_platform {
namespace {

static_assert(std::is_same_v<MachPort, mach_port_t>);
static_assert(std::is_same_v<KernReturn, kern_return_t>);
static_assert(KERN_SUCCESS == 0);

static_assert(kProcessorCpuLoadInfo == PROCESSOR_CPU_LOAD_INFO);
static_assert(kCpuStates == CPU_STATE_MAX);
static_assert(CPU_STATE_USER == 0 && CPU_STATE_SYSTEM == 1 && CPU_STATE_IDLE == 2 &&
              CPU_STATE_NICE == 3);
static_assert(kHostVmInfo64 == HOST_VM_INFO64);
static_assert(kHostInfoMost == HOST_INFO_MAX);
static_assert(sizeof(integer_t) == sizeof(std::int32_t));
static_assert(sizeof(vm_statistics64) <= kHostInfoMost * sizeof(integer_t));

constexpr VmField of(const char* name, std::size_t offset, std::size_t width) {
  return {name, offset, width};
}

constexpr bool same_text(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) ++a, ++b;
  return *a == *b;
}

#define SILICON_VM_FIELD(field) \
  of(#field, offsetof(vm_statistics64, field), sizeof(vm_statistics64::field))
constexpr VmField kApples[] = {
    SILICON_VM_FIELD(free_count),
    SILICON_VM_FIELD(active_count),
    SILICON_VM_FIELD(inactive_count),
    SILICON_VM_FIELD(wire_count),
    SILICON_VM_FIELD(zero_fill_count),
    SILICON_VM_FIELD(reactivations),
    SILICON_VM_FIELD(pageins),
    SILICON_VM_FIELD(pageouts),
    SILICON_VM_FIELD(faults),
    SILICON_VM_FIELD(cow_faults),
    SILICON_VM_FIELD(lookups),
    SILICON_VM_FIELD(hits),
    SILICON_VM_FIELD(purges),
    SILICON_VM_FIELD(purgeable_count),
    SILICON_VM_FIELD(speculative_count),
    SILICON_VM_FIELD(decompressions),
    SILICON_VM_FIELD(compressions),
    SILICON_VM_FIELD(swapins),
    SILICON_VM_FIELD(swapouts),
    SILICON_VM_FIELD(compressor_page_count),
    SILICON_VM_FIELD(throttled_count),
    SILICON_VM_FIELD(external_page_count),
    SILICON_VM_FIELD(internal_page_count),
    SILICON_VM_FIELD(total_uncompressed_pages_in_compressor),
};
#undef SILICON_VM_FIELD

constexpr bool vm_fields_agree() {
  if (std::size(kVmFields) != std::size(kApples)) return false;
  for (std::size_t i = 0; i < std::size(kApples); ++i) {
    const VmField& ours = kVmFields[i];
    const VmField& theirs = kApples[i];
    if (!same_text(ours.name, theirs.name) || ours.offset != theirs.offset ||
        ours.width != theirs.width) {
      return false;
    }
  }
  return true;
}
static_assert(vm_fields_agree());

static_assert(sizeof(MachTimebase) == sizeof(mach_timebase_info_data_t));
static_assert(offsetof(MachTimebase, denominator) == offsetof(mach_timebase_info_data_t, denom));

static_assert(sizeof(xsw_usage) == 32);
static_assert(offsetof(xsw_usage, xsu_total) == 0 && offsetof(xsw_usage, xsu_avail) == 8 &&
              offsetof(xsw_usage, xsu_used) == 16);

using Statfs = struct statfs;
static_assert(sizeof(FilesystemStatus) == sizeof(Statfs));
static_assert(offsetof(FilesystemStatus, block_bytes) == offsetof(Statfs, f_bsize));
static_assert(offsetof(FilesystemStatus, blocks) == offsetof(Statfs, f_blocks));
static_assert(offsetof(FilesystemStatus, available_blocks) == offsetof(Statfs, f_bavail));
static_assert(offsetof(FilesystemStatus, flags) == offsetof(Statfs, f_flags));
static_assert(offsetof(FilesystemStatus, type_name) == offsetof(Statfs, f_fstypename));
static_assert(offsetof(FilesystemStatus, mounted_on) == offsetof(Statfs, f_mntonname));
static_assert(offsetof(FilesystemStatus, mounted_from) == offsetof(Statfs, f_mntfromname));
static_assert(kDoNotWait == MNT_NOWAIT);
static_assert(kMountLocal == MNT_LOCAL && kMountHidden == MNT_DONTBROWSE);

namespace process = process_layout;
static_assert(process::kDescriptors == PROC_PIDLISTFDS && process::kIdentity == PROC_PIDTBSDINFO &&
              process::kTask == PROC_PIDTASKINFO);
static_assert(process::kDescriptorBytes == sizeof(proc_fdinfo));
static_assert(process::kIdentityBytes == sizeof(proc_bsdinfo));
static_assert(process::kStartSecondsAt == offsetof(proc_bsdinfo, pbi_start_tvsec));
static_assert(process::kStartMicrosecondsAt == offsetof(proc_bsdinfo, pbi_start_tvusec));
static_assert(process::kTaskBytes == sizeof(proc_taskinfo));
static_assert(process::kVirtualBytesAt == offsetof(proc_taskinfo, pti_virtual_size));
static_assert(process::kResidentBytesAt == offsetof(proc_taskinfo, pti_resident_size));
static_assert(process::kUserTicksAt == offsetof(proc_taskinfo, pti_total_user));
static_assert(process::kSystemTicksAt == offsetof(proc_taskinfo, pti_total_system));
static_assert(process::kThreadsAt == offsetof(proc_taskinfo, pti_threadnum));

namespace layout = interface_list;
static_assert(layout::kRequest[0] == CTL_NET && layout::kRequest[1] == PF_ROUTE &&
              layout::kRequest[4] == NET_RT_IFLIST2);
static_assert(layout::kInformation == RTM_IFINFO2);
static_assert(layout::kLengthAt == offsetof(if_msghdr2, ifm_msglen));
static_assert(layout::kTypeAt == offsetof(if_msghdr2, ifm_type));
static_assert(layout::kTransmitDropsAt == offsetof(if_msghdr2, ifm_snd_drops));
static_assert(sizeof(if_msghdr2::ifm_snd_drops) == sizeof(std::uint32_t));
static_assert(layout::kDataAt == offsetof(if_msghdr2, ifm_data));
static_assert(layout::kHeaderBytes == sizeof(if_msghdr2));

constexpr std::size_t data_at(std::size_t offset) {
  return layout::kDataAt + offset;
}
static_assert(layout::kReceivePacketsAt == data_at(offsetof(if_data64, ifi_ipackets)));
static_assert(layout::kReceiveErrorsAt == data_at(offsetof(if_data64, ifi_ierrors)));
static_assert(layout::kTransmitPacketsAt == data_at(offsetof(if_data64, ifi_opackets)));
static_assert(layout::kTransmitErrorsAt == data_at(offsetof(if_data64, ifi_oerrors)));
static_assert(layout::kReceiveBytesAt == data_at(offsetof(if_data64, ifi_ibytes)));
static_assert(layout::kTransmitBytesAt == data_at(offsetof(if_data64, ifi_obytes)));
static_assert(layout::kReceiveDropsAt == data_at(offsetof(if_data64, ifi_iqdrops)));
static_assert(layout::kNameLengthAt == layout::kHeaderBytes + offsetof(sockaddr_dl, sdl_nlen));
static_assert(layout::kNameAt == layout::kHeaderBytes + offsetof(sockaddr_dl, sdl_data));

// The functions whose types are the same in both worlds.
template <class Ours, class Theirs>
constexpr bool kSame = std::is_same_v<Ours, Theirs>;
static_assert(kSame<decltype(MachApi::host_self), decltype(&::mach_host_self)>);
static_assert(kSame<decltype(MachApi::port_deallocate), decltype(&::mach_port_deallocate)>);
static_assert(kSame<decltype(MachApi::processor_info), decltype(&::host_processor_info)>);
static_assert(kSame<decltype(MachApi::vm_deallocate), decltype(&::vm_deallocate)>);
static_assert(kSame<decltype(MachApi::host_statistics64), decltype(&::host_statistics64)>);
static_assert(kSame<decltype(ClockApi::absolute_time), decltype(&::mach_absolute_time)>);
static_assert(kSame<decltype(SysctlApi::by_name), decltype(&::sysctlbyname)>);
static_assert(kSame<decltype(SysctlApi::by_number), decltype(&::sysctl)>);
static_assert(kSame<decltype(LoadApi::averages), decltype(&::getloadavg)>);
static_assert(kSame<decltype(ProcessApi::own_number), decltype(&::getpid)>);
static_assert(kSame<decltype(ProcessApi::information), decltype(&::proc_pidinfo)>);

}  // namespace
}  // namespace silicon::apple_platform
