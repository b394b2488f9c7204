using EdgeKube.Agent.Report;
using EdgeKube.Api;

namespace EdgeKube.Agent.BlackBox;

/// <summary>How under-voltage is told. It stays told until the next boot: a supply that is too weak now and then would else chatter. Pure.</summary>
internal static class VoltageReport
{
    public const string ConditionType = "edgekube.io/UnderVoltage";
    private const string Reason = "UnderVoltage";
    private const string Message = "the supply's voltage has been too low since the machine started: expect resets and damaged files";

    public static NodeEvent Event(DateTimeOffset now) => new("Warning", Reason, Message, now);

    public static NodeCondition Condition(VoltageState voltage) => voltage == VoltageState.UnderVoltage
        ? new() { Type = ConditionType, Status = "True", Reason = Reason, Message = Message }
        : new() { Type = ConditionType, Status = "False", Reason = "VoltageGood", Message = "the board has not told of under-voltage since it started" };
}
