package io.cryptocheckout.platform.access.team;

import io.cryptocheckout.platform.api.TeamInvitationsApi;
import io.cryptocheckout.platform.api.model.TeamInvitation;
import io.cryptocheckout.platform.api.model.TeamInvitationList;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.InvitationView;
import io.cryptocheckout.platform.tenancy.Invitations;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/team/invitations}. */
@RestController
class TeamInvitationsController implements TeamInvitationsApi {
    private final Invitations invitations;

    TeamInvitationsController(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public ResponseEntity<TeamInvitationList> teamInvitationsList(Integer limit, @Nullable String startingAfter, Caller caller) {
        return Answer.page(invitations.page(caller, Answer.cursor(IdKind.INVITATION, startingAfter), limit + 1), limit,
                TeamInvitationsController::invitation, invitation -> IdKind.INVITATION.format(invitation.id())).toResponse();
    }

    private static TeamInvitation invitation(InvitationView view) {
        return new TeamInvitation().id(IdKind.INVITATION.format(view.id()))._object(TeamInvitation.ObjectEnum.TEAM_INVITATION)
                .email(view.email()).role(TeamJson.role(view.assignment())).roleId(TeamJson.roleId(view.assignment()))
                .roleName(view.roleName()).liveGrants(TeamJson.grants(view.assignment())).invitedBy(view.invitedBy())
                .agencyAccessId(TeamJson.access(view.accessId())).active(view.works()).createdAt(Answer.time(view.createdAt()))
                .expiresAt(Answer.time(view.expiresAt()));
    }
}
