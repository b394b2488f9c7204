using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <param name="Revision">The revision as of which the objects were read: watch after it to miss nothing.</param>
internal sealed record ObjectList(long Revision, IReadOnlyList<ApiObject> Items);
