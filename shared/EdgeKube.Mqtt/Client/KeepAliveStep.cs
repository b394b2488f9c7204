namespace EdgeKube.Mqtt;

/// <param name="Action">What to do now.</param>
/// <param name="Then">How long until the next look.</param>
internal readonly record struct KeepAliveStep(KeepAliveAction Action, TimeSpan Then);

internal enum KeepAliveAction
{
    Wait,
    Ping,
    GiveUp,
}
