using EdgeKube.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>A rule that somebody has by a binding.</summary>
/// <param name="Source">The binding, for people: <c>RoleBinding "b/default" of Role "r" to User "jane"</c>.</param>
internal readonly record struct RoleGrant(PolicyRule Rule, Func<string> Source);
