using EdgeKube.Agent.Report;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.BlackBox;

/// <summary>Finds out at the start why the former run ended, tells it, and leaves marks for the next one. Also watches the supply's voltage.</summary>
internal sealed class FlightRecorder
{
    private static readonly TimeSpan VoltagePeriod = TimeSpan.FromMinutes(1);

    private readonly MachineEvidence _machine;
    private readonly MarkFile _onDisk;
    private readonly MarkFile _inMemory;
    private readonly string _resultPath;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private RunMark _mark = new();
    private LastStop? _lastStop;
    private VoltageState _voltage;

    /// <param name="dataDirectory">Outlives a boot.</param>
    /// <param name="runDirectory">Emptied by a boot; systemd's unit leaves <c>agent-stop</c> here.</param>
    public FlightRecorder(string dataDirectory, string runDirectory, MachineEvidence machine, TimeProvider time, ILogger logger)
    {
        (_machine, _time, _logger) = (machine, time, logger);
        _onDisk = new MarkFile(Path.Combine(dataDirectory, "run"));
        _inMemory = new MarkFile(Path.Combine(runDirectory, "run"));
        _resultPath = Path.Combine(runDirectory, "agent-stop");
    }

    /// <summary>What the Node says about it; nothing on a first start.</summary>
    public IReadOnlyList<NodeCondition> Conditions =>
    [
        .. _lastStop is { } stop ? [StopReport.Condition(stop)] : Array.Empty<NodeCondition>(),
        .. _voltage == VoltageState.Unknown ? Array.Empty<NodeCondition>() : [VoltageReport.Condition(_voltage)],
    ];

    /// <summary>For all that is known the machine was not shut down before this boot: what had not reached the disk is lost.</summary>
    public bool IsUncleanBoot { get; private set; }

    /// <summary>Once, at the start: what is to be told of the former run.</summary>
    /// <param name="tail">The last lines of its log.</param>
    public IReadOnlyList<NodeEvent> Begin(string node, IReadOnlyList<string> tail)
    {
        var bootId = _machine.BootId;
        var former = _inMemory.Find() is { } exact && exact.BootId == bootId ? exact : _onDisk.Find();
        _lastStop = StopPlanner.Find(former, Evidence(bootId, former));
        IsUncleanBoot = StopPlanner.IsUncleanBoot(former, bootId);
        _voltage = _machine.Voltage;
        Write(new RunMark
        {
            BootId = bootId,
            Pid = Environment.ProcessId,
            StartedUptime = _machine.Uptime,
            StartedAt = _time.GetUtcNow(),
            UnderVoltage = _voltage == VoltageState.UnderVoltage || (former is { UnderVoltage: true } && former.BootId == bootId),
        });
        if (_lastStop is null || former is null)
        {
            return [];
        }

        BlackBoxLog.FormerRun(_logger, _lastStop.Reason.ToString());
        return StopReport.Events(node, _lastStop, former, bootId, tail, _time.GetUtcNow());
    }

    /// <summary>Watches the voltage until cancelled, where the board tells.</summary>
    /// <param name="told">Called once per boot, when it was too low.</param>
    public async Task RunAsync(Action<NodeEvent> told, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_voltage != VoltageState.UnderVoltage && _machine.Voltage == VoltageState.UnderVoltage)
            {
                _voltage = VoltageState.UnderVoltage;
                BlackBoxLog.UnderVoltage(_logger);
                Write(_mark with { UnderVoltage = true });
                told(VoltageReport.Event(_time.GetUtcNow()));
            }

            await Task.Delay(VoltagePeriod, _time, cancellationToken);
        }
    }

    /// <summary>This run ends in good order.</summary>
    /// <param name="isMachineEnding">And so does the machine.</param>
    public void End(bool isMachineEnding) => Write(_mark with { IsOrderly = true, IsMachineEnding = isMachineEnding });

    private StopEvidence Evidence(string bootId, RunMark? former)
    {
        var isSameBoot = former?.BootId == bootId;
        return new StopEvidence
        {
            BootId = bootId,
            WatchdogReset = !isSameBoot && _machine.WatchdogReset,
            OutOfMemory = isSameBoot && former is { Pid: > 0, IsOrderly: false } && _machine.WasKilledForMemory(former.Pid, former.StartedUptime),
            ServiceResult = isSameBoot ? TakeResult() : "",
        };
    }

    private string TakeResult()
    {
        try
        {
            if (new FileInfo(_resultPath) is not { Exists: true, Length: <= 200 })
            {
                return "";
            }

            var result = File.ReadAllText(_resultPath).Trim();
            File.Delete(_resultPath);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Write(RunMark mark)
    {
        _mark = mark;
        try
        {
            _inMemory.Write(mark);

            // An agent that starts again and again within one boot writes nothing to the disk: what is there says the same.
            if (_onDisk.Find() is not { } kept || kept.BootId != mark.BootId || kept.IsOrderly != mark.IsOrderly || kept.IsMachineEnding != mark.IsMachineEnding || kept.UnderVoltage != mark.UnderVoltage)
            {
                _onDisk.Write(mark);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            BlackBoxLog.NotWritten(_logger, e.Message);
        }
    }
}
