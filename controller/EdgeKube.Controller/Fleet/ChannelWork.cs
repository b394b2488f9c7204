using EdgeKube.Link;

namespace EdgeKube.Controller.Fleet;

/// <summary>One turn of a node's loop.</summary>
/// <param name="Event">Called when its turn has come; what it returns is stepped, null steps nothing.</param>
/// <param name="Done">Completed when the effects were carried out.</param>
internal readonly record struct ChannelWork(Func<LinkEvent?> Event, TaskCompletionSource? Done);
