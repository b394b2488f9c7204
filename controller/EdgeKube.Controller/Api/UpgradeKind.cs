namespace EdgeKube.Controller.Api;

/// <summary>What a door can turn a request into.</summary>
internal enum UpgradeKind
{
    /// <summary>The request asks for an ordinary answer.</summary>
    None,

    /// <summary>Records both ways: a WebSocket of Kubernetes' channel protocols, or messages of the MQTT door.</summary>
    Records,

    /// <summary>SPDY frames in a WebSocket.</summary>
    Spdy,

    /// <summary>Something this controller does not speak.</summary>
    Unknown,
}
