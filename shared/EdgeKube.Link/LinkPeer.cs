namespace EdgeKube.Link;

/// <summary>What the other end said of itself when the session began.</summary>
/// <param name="Protocol">The protocol version both speak.</param>
/// <param name="Features">Features that both ends have.</param>
/// <param name="Version">The program's version, for people.</param>
/// <param name="BootId">Controller's end: the node's boot id. Node's end: empty.</param>
/// <param name="ControllerTime">Node's end: the controller's clock at welcome.</param>
/// <param name="View">Controller's end: the view the node holds; node's end: the view the controller has.</param>
public sealed record LinkPeer(
    uint Protocol,
    IReadOnlyList<string> Features,
    string Version,
    string BootId,
    DateTimeOffset? ControllerTime,
    Sync.ViewVersion? View);
