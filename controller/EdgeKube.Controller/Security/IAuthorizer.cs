using EdgeKube.Api;

namespace EdgeKube.Controller.Security;

/// <summary>Decides who may do what. Asked twice: before anything is looked up, and again with the object in question.</summary>
internal interface IAuthorizer
{
    /// <param name="caller">Who asks.</param>
    /// <param name="access">For what.</param>
    /// <param name="obj">The object as stored (as given for create); null at the first time of asking.</param>
    AccessDecision Decide(Caller caller, AccessRequest access, ApiObject? obj);
}
