// A shared library that can be loaded and has nothing of NVML but one function.
extern "C" int nvmlInit_v2() {  // NOLINT(readability-identifier-naming): NVIDIA's name
  return 0;
}
