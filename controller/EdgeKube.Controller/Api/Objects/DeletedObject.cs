using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <param name="Object">The last state.</param>
/// <param name="IsGone">False while the object waits for its node or its finalizers.</param>
internal sealed record DeletedObject(ApiObject Object, bool IsGone);
