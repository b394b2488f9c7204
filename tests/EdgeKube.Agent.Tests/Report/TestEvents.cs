using EdgeKube.Agent.Report;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Report;

/// <summary>Events of different names, a minute apart.</summary>
internal static class TestEvents
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    public static Event Pod(int number, string message = "text") =>
        NodeEvents.Build("n1", "default", $"web.{number:D4}", new ObjectReference { Kind = "Pod", Name = "web" }, "Warning", "BackOff", message, At(number));

    public static Event Node(int number) =>
        NodeEvents.Build("n1", "default", $"n1.{number:D4}", NodeEvents.About("n1"), "Warning", "Rebooted", "text", At(number));

    public static DateTimeOffset At(int number) => Start.AddMinutes(number);
}
