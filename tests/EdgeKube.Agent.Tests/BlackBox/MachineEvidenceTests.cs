using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Tests.BlackBox;

public sealed class MachineEvidenceTests : IDisposable
{
    private readonly MachineTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("0x0", nameof(VoltageState.Good))]
    [InlineData("0", nameof(VoltageState.Good))]
    [InlineData("50005", nameof(VoltageState.UnderVoltage))]
    [InlineData("0x50000", nameof(VoltageState.UnderVoltage))]
    [InlineData("20002", nameof(VoltageState.Good))]
    [InlineData("what", nameof(VoltageState.Unknown))]
    public void Voltage_FirmwareTells_IsBelieved(string throttled, string expected)
    {
        _tree.Write("sys/devices/platform/soc/soc:firmware/get_throttled", throttled + "\n");
        Assert.Equal(expected, _tree.Machine.Voltage.ToString());
    }

    [Theory]
    [InlineData("rpi_volt", "0\n", nameof(VoltageState.Good))]
    [InlineData("rpi_volt", "1\n", nameof(VoltageState.UnderVoltage))]
    [InlineData("cpu_thermal", "1\n", nameof(VoltageState.Unknown))]
    public void Voltage_OnlyTheSensorTells_IsBelieved(string name, string alarm, string expected)
    {
        _tree.Write("sys/class/hwmon/hwmon0/name", "nvme\n");
        _tree.Write("sys/class/hwmon/hwmon3/name", name + "\n");
        _tree.Write("sys/class/hwmon/hwmon3/in0_lcrit_alarm", alarm);
        Assert.Equal(expected, _tree.Machine.Voltage.ToString());
    }

    [Fact]
    public void All_EmptyTree_SaysNothing()
    {
        Assert.Equal(("", 0.0, false), (_tree.Machine.BootId, _tree.Machine.Uptime, _tree.Machine.WatchdogReset));
        Assert.False(_tree.Machine.WasKilledForMemory(1, 0));
        Assert.Equal(nameof(VoltageState.Unknown), _tree.Machine.Voltage.ToString());
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("32", true)]
    [InlineData("33024", false)]
    [InlineData("33056", true)]
    public void WatchdogReset_BootStatus_IsItsBit(string status, bool expected)
    {
        _tree.Write("sys/class/watchdog/watchdog0/bootstatus", status + "\n");
        Assert.Equal(expected, _tree.Machine.WatchdogReset);
    }

    [Theory]
    [InlineData("3,1000,500000000,-;Out of memory: Killed process 42 (edgekube-agent) total-vm:1kB", true)]
    [InlineData("3,1000,500000000,-;Memory cgroup out of memory: Killed process 42 (edgekube-agent) total-vm:1kB", true)]
    [InlineData("3,1000,500000000,-;Out of memory: Killed process 421 (edgekube-agent)", false)]
    [InlineData("3,1000,5000000,-;Out of memory: Killed process 42 (cat)", false)]
    [InlineData("6,1000,500000000,-;edgekube0: port 1 entered blocking state", false)]
    [InlineData("nonsense", false)]
    public void WasKilledForMemory_KernelLog_NamesTheProcess(string record, bool expected)
    {
        _tree.Write("dev/kmsg", $"6,999,1,-;Linux version 6\n{record}\n SUBSYSTEM=x\n");
        Assert.Equal(expected, _tree.Machine.WasKilledForMemory(42, sinceUptime: 100));
    }

    [Fact]
    public void Machine_OfThisHost_AnswersWithoutBlocking()
    {
        var machine = new MachineEvidence("/");
        Assert.NotEmpty(machine.BootId);
        Assert.True(machine.Uptime > 0);
        Assert.False(machine.WasKilledForMemory(1, 0));
    }
}
