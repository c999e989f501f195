// Sums and means that keep what ordinary floating-point addition loses: Kahan's compensation with
// Neumaier's improvement, step by step as Prometheus does it, so that results agree to the bit.
// Source: prometheus/prometheus, promql/functions.go and engine.go (avg_over_time, AVG).
// Values; any thread. Tested by tests/alerting/promql/numeric/kahan_test.cpp.
#pragma once

#include <cmath>

namespace silicon::promql {

class KahanSum {
 public:
  KahanSum() = default;
  explicit KahanSum(double sum, double compensation = 0) : sum_(sum), compensation_(compensation) {}

  void add(double value) {
    const double total = sum_ + value;
    if (std::isinf(total)) {
      compensation_ = 0;
    } else if (std::abs(sum_) >= std::abs(value)) {
      compensation_ += (sum_ - total) + value;
    } else {
      compensation_ += (value - total) + sum_;
    }
    sum_ = total;
  }

  double value() const { return std::isinf(sum_) ? sum_ : sum_ + compensation_; }
  double sum() const { return sum_; }
  double compensation() const { return compensation_; }

 private:
  double sum_ = 0;
  double compensation_ = 0;
};

// Sum divided by count, until the sum would overflow; an incremental mean from there on.
class KahanMean {
 public:
  void add(double value) {
    ++count_;
    if (!incremental_) {
      if (count_ == 1) {
        total_ = KahanSum(value);
        return;
      }
      KahanSum next = total_;
      next.add(value);
      if (!std::isinf(next.sum())) {
        total_ = next;
        return;
      }
      incremental_ = true;
      total_ = KahanSum(total_.sum() / (count_ - 1), total_.compensation() / (count_ - 1));
    }
    const double share = (count_ - 1) / count_;
    total_ = KahanSum(share * total_.sum(), share * total_.compensation());
    total_.add(value / count_);
  }

  bool empty() const { return count_ == 0; }
  double value() const {
    if (incremental_) return total_.sum() + total_.compensation();
    return total_.sum() / count_ + total_.compensation() / count_;
  }

 private:
  KahanSum total_;
  double count_ = 0;
  bool incremental_ = false;
};

}  // namespace silicon::promql
